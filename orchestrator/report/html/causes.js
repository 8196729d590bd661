// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions by what brought them, as bars; each leads to its first and its longest story.
import { details, element, section } from "./dom.js";
import { table } from "./tables.js";
import { grouped, lengthText, senderWords, trialName } from "./words.js";

// Of one trial: cause → how many, how long, and which.
export function causesOf(events) {
  const byShape = new Map();
  for (let i = 0; i < events.number; ++i) {
    const shape = events.shape[i];
    let group = byShape.get(shape);
    if (!group) byShape.set(shape, (group = { number: 0, first: i, longest: i, together: 0 }));
    ++group.number;
    group.together += events.length[i];
    if (events.length[i] > events.length[group.longest]) group.longest = i;
  }
  const causes = new Map();
  for (const [index, group] of byShape) {
    const shape = events.shapes[index];
    const key = JSON.stringify([shape.what, shape.by, shape.context, shape.task]);
    const known = causes.get(key);
    if (!known) causes.set(key, { ...group, shape });
    else {
      known.number += group.number;
      known.together += group.together;
      known.first = Math.min(known.first, group.first);
      if (events.length[group.longest] > events.length[known.longest]) known.longest = group.longest;
    }
  }
  return [...causes.values()].sort((a, b) => b.number - a.number);
}

// tell(trial, index): shows that story.
export function causes(seen, tell) {
  const trials = seen.map(({ trial }) => trial);
  const blocks = seen
    .filter(({ events }) => events.number > 0)
    .map(({ trial, events }) => {
      const rows = causesOf(events);
      const most = rows[0].number;
      const button = (index, what) =>
        element("button", { type: "button", class: "link", onclick: () => tell(trial, index) }, `#${grouped(events.first + index + 1)}`, element("span", { class: "hidden" }, ` ${what}`));
      return [
        element("h3", {}, trialName(trial, trials), element("span", { class: "count" }, grouped(events.number))),
        table(
          `Causes of interruptions in ${trialName(trial, trials)}`,
          [
            {
              name: "Cause",
              of: ({ shape }) =>
                element("span", {}, element("span", { class: "code what" }, shape.what || "not seen"), element("span", { class: "sender" }, senderWords(shape))),
            },
            { name: "Number", of: (row) => row.number, bar: (row) => row.number / most, colour: (row) => (row.shape.drain_caused ? "drain" : "other") },
            { name: "Longest", of: (row) => lengthText(events.length[row.longest]), number: true },
            { name: "Together", of: (row) => lengthText(row.together), number: true },
            { name: "First", of: (row) => button(row.first, "first story"), number: true },
            { name: "Worst", of: (row) => button(row.longest, "longest story"), number: true },
          ],
          rows,
        ),
      ];
    });
  const quiet = seen.filter(({ events }) => events.number === 0).map(({ trial }) => trialName(trial, trials));
  return section(
    "causes",
    "Causes",
    legend(),
    blocks.slice(0, 6),
    blocks.length > 6 && details(`${blocks.length - 6} more trials`, blocks.slice(6)),
    quiet.length > 0 && element("p", {}, "Not interrupted: ", quiet.join(", "), "."),
  );
}

export function legend() {
  return element("p", { class: "legend" }, element("span", { class: "key drain" }), "caused by drains", element("span", { class: "key other" }), "everything else");
}

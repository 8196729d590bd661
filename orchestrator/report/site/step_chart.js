// SPDX-License-Identifier: GPL-2.0-or-later
// A series at a glance: small pictures with a bar for each step, each on a scale of its own.
import { difference } from "../html/costs.js";
import { element, section } from "../html/dom.js";
import { byName, grouped } from "../html/words.js";
import { drawn } from "./sparkline.js";

const [WIDTH, HEIGHT, ABOVE, BELOW, TICKS] = [260, 104, 15, 13, 16];
const LETTER = 5.7; // wide

// What fits above a bar: "−5,716", "−5.7k", or nothing.
function fitting(value, words, room) {
  const short = Math.abs(value) < 1e3 ? words(value) : `${value < 0 ? "−" : words(value).startsWith("+") ? "+" : ""}${(Math.abs(value) / 1e3).toPrecision(Math.abs(value) < 1e4 ? 2 : 3).replace(/[.]0+$/, "")}k`;
  return [words(value), short].find((text) => text.length * LETTER <= room) ?? "";
}

// values: of each of the steps, null where there is none.
function bars(title, steps, values, like, words) {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)];
  const [top, bottom] = [ABOVE, HEIGHT - TICKS - BELOW];
  const y = (value) => (most === least ? bottom : top + ((most - value) * (bottom - top)) / (most - least));
  const slot = (WIDTH - 2) / values.length;
  const parts = [drawn("line", { class: "floor", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) })];
  values.forEach((value, nth) => {
    const x = 1 + nth * slot;
    parts.push(drawn("text", { class: "tick", x: x + slot / 2, y: HEIGHT - 3 }, String(steps[nth].number)));
    if (value === null) return;
    const [from, to] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
    const width = Math.min(slot * 0.68, 40);
    parts.push(drawn("rect", { class: like, x: x + (slot - width) / 2, width, y: from, height: Math.max(to - from, 1.5) }));
    parts.push(drawn("text", { class: "value", x: x + slot / 2, y: value >= 0 ? from - 4 : to + 10 }, fitting(value, words, slot)));
  });
  const label = `${title}: ${values.map((value, nth) => `step ${steps[nth].number} ${value === null ? "none" : words(value)}`).join(", ")}`;
  return element("figure", {}, element("figcaption", {}, title), drawn("svg", { class: "steps-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, ...parts));
}

const signed = (value) => difference(value, 0);
const way = (mode) => (mode.includes("remote") ? "remote" : "local");

function interruptionsOf(steps) {
  const modes = [...new Set(steps.flatMap((step) => step.drains.map((each) => each.mode)))].sort(byName);
  return modes.map((mode) =>
    bars(
      `${mode}: what drains caused`,
      steps,
      steps.map((step) => {
        const drains = step.drains.find((each) => each.mode === mode);
        return drains ? drains.work_items + drains.ipis + drains.switches : null;
      }),
      way(mode),
      grouped,
    ),
  );
}

// Of each operation in each mode: how many instructions more a step's takes than the base's.
function costsOf(steps) {
  const base = steps.find((step) => step.costs.length > 0);
  const pairs = [...new Set(steps.flatMap((step) => step.costs.map((cost) => JSON.stringify([cost.operation, cost.mode]))))].map((pair) => JSON.parse(pair));
  pairs.sort((one, other) => one[0].localeCompare(other[0]) || byName(one[1], other[1]));
  return pairs.map(([operation, mode]) => {
    const from = base.costs.find((each) => each.operation === operation && each.mode === mode) ?? base.costs.find((each) => each.operation === operation);
    const values = steps.map((step) => {
      const cost = step.costs.find((each) => each.operation === operation && each.mode === mode);
      return cost && from && !cost.invalid ? cost.instructions - from.instructions : null;
    });
    return { title: `${operation}, ${mode}`, mode, values };
  });
}

export function stepChart(all) {
  const steps = all.filter((step) => step.state !== "left_out");
  const interruptions = interruptionsOf(steps);
  const costs = costsOf(steps);
  if (interruptions.length + costs.length === 0) return null;
  const differs = ({ values }) => values.some((value) => value !== null && value !== 0);
  const alike = costs.filter((each) => !differs(each)).map((each) => each.title);
  return section(
    "glance",
    "At a glance",
    element("p", {}, "A bar for each step, by its number; none where it was not measured."),
    interruptions.length > 0 && [element("h3", {}, "Work items, IPIs and switches on isolated CPUs"), element("div", { class: "figures" }, interruptions)],
    costs.length > 0 && [
      element("h3", {}, "Instructions of an operation, more or fewer than the base's"),
      element("div", { class: "figures" }, costs.filter(differs).map((each) => bars(each.title, steps, each.values, way(each.mode), signed))),
      alike.length > 0 && element("p", { class: "hint" }, `The same in every step: ${alike.join("; ")}.`),
    ],
  );
}

// SPDX-License-Identifier: GPL-2.0-or-later
// A cell of a history: each of its numbers over time, what changed and since when, every run.
import { details, element, section } from "../html/dom.js";
import { table } from "../html/tables.js";
import { quantity as counted } from "../html/words.js";
import { changeMark, data, day, fact, facts, outcome, present, reportLink, runLink } from "./site.js";
import { sparkline } from "./sparkline.js";
import { chartLabel, trendChart, unitWords, valueText, values } from "./trend_chart.js";

const ROOT = "../";

function changeItem({ quantity, change }) {
  return element(
    "li",
    { class: "claim" },
    changeMark(change.change),
    element(
      "div",
      {},
      element("h3", {}, quantity.name),
      element("p", {}, change.levels, change.probability === undefined ? "" : `; p ${+change.probability.toPrecision(2)}`),
      element(
        "p",
        {},
        "from ",
        runLink({ number: change.run }, ROOT),
        ` on (${day(change.started)}), last before: `,
        runLink({ number: change.before }, ROOT),
        ` (${day(change.before_started)})`,
      ),
      element("p", { class: "code" }, change.between),
    ),
  );
}

function changes(track, id) {
  const all = track.quantities.flatMap((quantity) => quantity.changes.map((change) => ({ quantity, change })));
  all.sort((one, other) => (one.change.started < other.change.started ? 1 : -1));
  if (all.length === 0)
    return element("p", {}, track.runs_counted < 2 ? "From two runs on there is something to tell." : `Nothing changed in ${counted(track.quantities.length, "number")}.`);
  const shown = 6;
  return [
    element("ul", { class: "claims", role: "list", id: `${id}-changes` }, all.slice(0, shown).map(changeItem)),
    all.length > shown && details(counted(all.length - shown, "earlier change"), element("ul", { class: "claims", role: "list" }, all.slice(shown).map(changeItem))),
  ];
}

// What the chosen run came to, with its links.
function runWords(track, quantity, at) {
  const run = track.runs[quantity.at[at]];
  const report = reportLink(run, ROOT);
  return [
    element("strong", {}, `${valueText(values(quantity)[at])} ${unitWords(quantity)}`),
    quantity.over.length > 0 && ` (${valueText(quantity.numbers[at])} in ${counted(Math.round(quantity.over[at]), quantity.per)})`,
    " · ",
    runLink(run, ROOT),
    report && [" · ", report],
    ` · ${run.started.slice(0, 16).replace("T", " ")} · `,
    outcome(run),
    run.kernel && [" · ", element("span", { class: "code" }, run.kernel)],
  ].flat().filter(Boolean);
}

function chart(track, id) {
  if (track.quantities.length === 0) return null;
  const place = element("div", { class: "chart", role: "img" });
  const told = element("p", { class: "told", "aria-live": "polite" });
  const slider = element("input", { type: "range", min: 0, id: `${id}-run`, class: "runs" });
  const choice = element(
    "select",
    { id: `${id}-number` },
    track.quantities.map((quantity, nth) => element("option", { value: nth, selected: nth === track.headline }, quantity.name)),
  );
  const unit = element("span", {});
  const one = element("div", {}, place);
  function show(nth) {
    const quantity = track.quantities[nth];
    const fresh = element("div", { class: "chart", role: "img", "aria-label": `${quantity.name}, ${counted(quantity.at.length, "run")}, now ${quantity.now}. The tables beneath have its changes and its runs.` });
    one.replaceChildren(fresh);
    unit.textContent = unitWords(quantity);
    slider.max = quantity.at.length - 1;
    const made = trendChart(fresh, track, quantity, (at) => {
      slider.value = at;
      slider.setAttribute("aria-valuetext", `run ${track.runs[quantity.at[at]].number}, ${day(track.runs[quantity.at[at]].started)}`);
      told.replaceChildren(...runWords(track, quantity, at));
    });
    slider.oninput = () => made.choose(Number(slider.value));
    made.choose(quantity.at.length - 1);
  }
  choice.addEventListener("change", () => show(Number(choice.value)));
  show(track.headline);
  return [
    element("div", { class: "controls" }, element("label", { for: choice.id }, "Number"), choice, unit),
    chartLabel(),
    one,
    element("div", { class: "slider" }, element("label", { for: slider.id }, "Run"), slider),
    told,
  ];
}

function numbers(track) {
  return table(
    "Every number, and what it comes to now",
    [
      { name: "Number", of: (quantity) => quantity.name, like: "level" },
      { name: "Runs", of: (quantity) => sparkline(values(quantity).slice(-60), 0) },
      { name: "Now", of: (quantity) => quantity.now },
      { name: "Last change", of: (quantity) => (quantity.changes.length > 0 ? [changeMark(quantity.changes.at(-1).change), ` since ${day(quantity.changes.at(-1).started)}`] : element("span", { class: "quiet" }, "none")) },
    ],
    track.quantities,
  );
}

// Made when it is unfolded: a thousand runs of ten numbers are many nodes.
function everyRun(track) {
  const unfolded = details(`All of ${counted(track.runs.length, "run")}, the last first`);
  const fill = () => {
    if (unfolded.childElementCount > 1) return;
    const found = track.quantities.map((quantity) => new Map(quantity.at.map((run, nth) => [run, values(quantity)[nth]])));
    const rows = track.runs.map((run, at) => ({ run, at })).reverse();
    unfolded.append(
      table(
        "Every run",
        [
          { name: "Run", of: ({ run }) => runLink(run, ROOT) },
          { name: "Started", of: ({ run }) => day(run.started ?? ""), like: "whole" },
          { name: "Verdict", of: ({ run }) => outcome(run) },
          { name: "Kernel", of: ({ run }) => run.kernel, code: true },
          ...track.quantities.map((quantity, nth) => ({ name: quantity.name, of: ({ at }) => (found[nth].has(at) ? valueText(found[nth].get(at)) : "–"), number: true })),
          { name: "Report", of: ({ run }) => reportLink(run, ROOT) ?? element("span", { class: "quiet" }, "none") },
        ],
        rows,
      ),
    );
  };
  unfolded.addEventListener("toggle", fill);
  addEventListener("printing", fill);
  return unfolded;
}

function leftOut(track) {
  if (track.not_counted.length === 0) return null;
  return [
    element("h3", {}, "Left out"),
    element("p", {}, "Trials that prove nothing are told and not counted."),
    table(
      "Trials that were left out",
      [
        { name: "Reason", of: (each) => each.reason, like: "wide" },
        { name: "Trials", of: (each) => each.trials, number: true },
        { name: "Last in", of: (each) => runLink({ number: each.run }, ROOT) },
      ],
      track.not_counted,
    ),
  ];
}

function trackSection(track, index) {
  const id = `row-${index + 1}`;
  return section(
    id,
    index === 0 ? "Run by run" : `Before: ${track.machine}`,
    index === 0 && data.tracks.length > 1 && element("p", { class: "hint" }, track.machine),
    track.differs.length > 0 && element("p", { class: "note" }, `Runs before stand apart, as conditions differ: ${track.differs.join("; ")}`),
    chart(track, id),
    element("h3", {}, "What changed"),
    changes(track, id),
    element("h3", {}, "Numbers"),
    numbers(track),
    leftOut(track),
    everyRun(track),
  );
}

const { cell } = data;
const track = data.tracks[0];
const last = track.runs.at(-1);
present({
  root: ROOT,
  here: "cell",
  head: [
    element("h1", { class: "name" }, `${cell.kernel} ${cell.mode} `, element("wbr"), cell.workload),
    element("p", { class: "meaning" }, track.worse ? [changeMark("worse"), ": something is, and has not been mended."] : track.runs_counted < 2 ? "One run: nothing to compare it with yet." : "Nothing is worse."),
    facts(
      fact("Machine", track.machine),
      fact("Last run", [runLink(last, ROOT), ` ${day(last.started)} `, outcome(last), " ", reportLink(last, ROOT)].filter(Boolean)),
      fact("Runs", `${counted(track.runs.length, "run")}, ${counted(track.trials, "trial")} counted`),
      fact("As text", element("span", { class: "code" }, `cloister trend '${cell.kernel},${cell.mode},${cell.workload}'`)),
    ),
    track.fake && element("p", { class: "warning" }, "Not a measurement: the fake machine replays what recorded guests said."),
  ],
  parts: data.tracks.map(trackSection),
});

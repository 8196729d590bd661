// SPDX-License-Identifier: GPL-2.0-or-later
// The cells of a history at a glance: a grid of kernels and modes for each machine, and beneath each cell's
// workloads with their numbers.
import { element, section } from "../html/dom.js";
import { grouping, table } from "../html/tables.js";
import { byName, quantity } from "../html/words.js";
import { changeMark, day, reportLink, runLink, toldOutcome } from "./site.js";
import { sparkline } from "./sparkline.js";

// Machine → the cells of one kernel in one mode there, each with an id that a link can name.
export function groupsOf(cells) {
  const groups = [];
  for (const [machine, those] of grouping(cells, (cell) => cell.machine))
    for (const [, same] of grouping(those, (cell) => JSON.stringify([cell.kernel, cell.mode])))
      groups.push({ machine, kernel: same[0].kernel, mode: same[0].mode, fake: same[0].fake, cells: same });
  groups.sort((one, other) => Boolean(one.fake) - Boolean(other.fake) || one.machine.localeCompare(other.machine, "en") || byName(one.kernel, other.kernel) || byName(one.mode, other.mode));
  groups.forEach((group, index) => (group.id = `cells-${index + 1}`));
  return groups;
}

const latest = (cells, runs) =>
  cells.map((cell) => runs[cell.run]).reduce((one, other) => (other.started > one.started || (other.started === one.started && other.number > one.number) ? other : one));
const lastChange = (cell) => cell.changes[0];

function state(cells) {
  const what = quantity(cells.length, "workload");
  const worse = cells.filter((cell) => cell.worse);
  if (worse.length > 0) {
    const since = worse.map((cell) => day(lastChange(cell).started)).sort()[0];
    return { change: "worse", words: `${worse.length} of ${what}, since ${since}` };
  }
  const better = cells.filter((cell) => cell.changes.length > 0);
  if (better.length > 0) return { change: "better", words: `${better.length} of ${what}` };
  const runs = Math.max(...cells.map((cell) => cell.runs));
  return { change: null, words: runs < 2 ? `${what}, one run` : `${what}, nothing changed` };
}

function stateLine(group, linked) {
  const { change, words } = state(group.cells);
  const text = linked ? element("a", { href: `#${group.id}` }, words) : words;
  return element("span", { class: "state" }, change && [changeMark(change), " "], text);
}

function gridCell(group, runs) {
  if (!group) return element("span", { class: "quiet" }, "not measured");
  const run = latest(group.cells, runs);
  const report = reportLink(run, "");
  return element(
    "div",
    { class: "tile" },
    toldOutcome(run),
    element("span", { class: "when" }, day(run.started), " · ", runLink(run, ""), report && [" · ", report]),
    stateLine(group, true),
  );
}

export function grid(groups, runs) {
  const blocks = [...grouping(groups, (group) => group.machine)].map(([machine, those]) => {
    const kernels = [...new Set(those.map((group) => group.kernel))];
    const modes = [...new Set(those.map((group) => group.mode))].sort(byName);
    const at = (kernel, mode) => those.find((group) => group.kernel === kernel && group.mode === mode);
    return [
      element("h3", {}, machine),
      those[0].fake && element("p", { class: "note" }, "Nothing was measured: the fake machine replays what recorded guests said."),
      table(
        `Kernels and modes on ${machine}`,
        [{ name: "Kernel", of: (kernel) => kernel, code: true }, ...modes.map((mode) => ({ name: mode, of: (kernel) => gridCell(at(kernel, mode), runs) }))],
        kernels,
      ),
    ];
  });
  return section(
    "grid",
    "Kernels and modes",
    element("p", {}, "The verdict is the whole last run's, with the claims that made it so. Worse and better are what changed last of any number, as ", element("code", {}, "cloister trend"), " finds it."),
    blocks,
  );
}

function numbersOf(cell) {
  if (!cell.name) return element("span", { class: "quiet" }, "nothing was counted");
  return [element("span", { class: "what" }, cell.now), element("span", { class: "sender" }, cell.name)];
}

function changesOf(cell) {
  const change = lastChange(cell);
  if (!change) return element("span", { class: "quiet" }, cell.runs < 2 ? "one run" : "no change");
  const more = cell.changes.length - 1;
  return [
    changeMark(change.change),
    ` since ${day(change.started)}, `,
    runLink({ number: change.run }, ""),
    element("span", { class: "sender" }, `${change.name}: ${change.levels}${more > 0 ? `; and ${quantity(more, "other number")}` : ""}`),
  ];
}

function workloads(group) {
  const change = state(group.cells).change;
  return element(
    "details",
    { id: group.id, class: "group", open: change === "worse" },
    element("summary", {}, element("span", { class: "code" }, `${group.kernel} ${group.mode}`), " ", stateLine(group, false)),
    table(
      `Workloads of ${group.kernel} ${group.mode} on ${group.machine}`,
      [
        { name: "Workload", of: (cell) => element("a", { href: cell.page, class: "code" }, cell.workload) },
        { name: "Last runs", of: (cell) => (cell.last?.length ? sparkline(cell.last, cell.level_runs ? cell.last.length - cell.level_runs : 0) : "") },
        { name: "Now", of: numbersOf, like: "level" },
        { name: "Last change", of: changesOf, like: "wide" },
        { name: "Runs", of: (cell) => cell.runs, number: true },
      ],
      group.cells,
    ),
  );
}

export function cells(groups) {
  const blocks = [...grouping(groups, (group) => group.machine)].flatMap(([machine, those]) => [element("h3", {}, machine), ...those.map(workloads)]);
  return section("cells", "Workloads", element("p", {}, "Each leads to its numbers, run by run. Those that are worse are unfolded."), blocks);
}

// A link to what is folded opens it.
export function openLinked() {
  const open = () => {
    const linked = document.getElementById(location.hash.slice(1));
    if (linked?.matches("details")) linked.open = true;
  };
  addEventListener("hashchange", open);
  for (const link of document.querySelectorAll('.tile a[href^="#"]')) link.addEventListener("click", () => setTimeout(open));
  open();
}

// SPDX-License-Identifier: GPL-2.0-or-later
// A run of a history: what it came to, what it measured, where it lies.
import { costs } from "../html/costs.js";
import { element, section } from "../html/dom.js";
import { grouping, table } from "../html/tables.js";
import { verdicts } from "../html/verdicts.js";
import { quantity } from "../html/words.js";
import { data, fact, facts, outcome, present } from "./site.js";

const ROOT = "../";
const { run } = data;

function head() {
  return [
    element("h1", {}, outcome(run)),
    element("p", { class: "meaning" }, `Run ${run.number}, ${run.started.slice(0, 16).replace("T", " ")} UTC`),
    run.report && element("p", {}, element("a", { class: "button", href: `${run.number}-report.html` }, "Report: timeline, causes, every interruption")),
    facts(
      fact("Machine", data.machine),
      fact("Kernels", data.kernels),
      fact("Trials", quantity(data.trials, "trial") + (data.not_counted > 0 ? `, ${data.not_counted} of which prove nothing` : "")),
      fact("Directory", element("span", { class: "code" }, data.directory)),
      data.series && fact("A step of", element("a", { href: ROOT + data.series.page }, data.series.name)),
    ),
    data.unread && element("p", { class: "warning" }, `Its evidence is not at hand: ${data.unread}.`),
    !data.claims_are_kept && element("p", { class: "warning" }, "Its claims are not kept: it was added before histories kept them. Where its directory is, ", element("code", {}, "cloister import DIR"), " adds them."),
    !run.report && !data.unread && !data.cost && element("p", { class: "hint" }, "As text: ", element("code", {}, `cloister report ${data.directory}`)),
  ];
}

function cells() {
  if (data.cells.length === 0) return null;
  return section(
    "cells",
    "What it measured",
    table(
      "Cells that this run has a trial of",
      [
        { name: "Workload", of: ([workload]) => workload, code: true },
        { name: "Run by run", of: ([, those]) => those.map((cell, nth) => [nth > 0 && " · ", element("a", { href: ROOT + cell.page }, `${cell.kernel} ${cell.mode}`)]) },
      ],
      [...grouping(data.cells, (cell) => cell.workload)],
    ),
  );
}

present({
  root: ROOT,
  here: `run ${run.number}`,
  head: head(),
  parts: [
    data.claims.length > 0 && verdicts({ claims: data.claims.map((claim) => ({ ...claim, page: ROOT + claim.page })), notes: [] }),
    costs(data.cost),
    cells(),
  ],
});

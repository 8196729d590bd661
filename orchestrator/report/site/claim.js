// SPDX-License-Identifier: GPL-2.0-or-later
// A claim over time, kernels by kernels: when its verdict became another one, and each run.
import { details, element, section } from "../html/dom.js";
import { table } from "../html/tables.js";
import { verdictMark } from "../html/verdicts.js";
import { byName, quantity } from "../html/words.js";
import { data, day, present, reportLink, runLink } from "./site.js";
import { strip } from "./sparkline.js";

const ROOT = "../";
const read = ([number, started, verdict, reason, report], row) => ({ number, started, verdict, reason: row.reasons[reason], report });

// Runs by time → those whose verdict is not that of the run before, the first one among them; the last first.
function turns(runs) {
  return runs.filter((run, place) => place === 0 || runs[place - 1].verdict !== run.verdict).reverse();
}

function runTable(caption, runs) {
  return table(
    caption,
    [
      { name: "Run", of: (run) => runLink(run, ROOT) },
      { name: "Started", of: (run) => day(run.started), like: "whole" },
      { name: "Verdict", of: (run) => verdictMark(run.verdict) },
      { name: "Reason", of: (run) => run.reason, like: "wide" },
      { name: "Report", of: (run) => reportLink(run, ROOT) ?? element("span", { class: "quiet" }, "none") },
    ],
    runs,
  );
}

// A thousand runs are a table that few want to see: it is made when it is unfolded.
function everyRun(row, runs) {
  const unfolded = details(`All of ${quantity(runs.length, "run")}, the last first`);
  const fill = () => unfolded.childElementCount === 1 && unfolded.append(runTable(`Every run of ${row.kernels}`, [...runs].reverse()));
  unfolded.addEventListener("toggle", fill, { once: true });
  return unfolded;
}

function rowSection(row, index) {
  const runs = row.runs.map((run) => read(run, row));
  return section(
    `row-${index + 1}`,
    row.kernels || "kernels not known",
    element("p", { class: "hint" }, row.machine),
    element("p", {}, verdictMark(runs.at(-1).verdict), ` since ${day(turns(runs)[0].started)}, in ${quantity(runs.length, "run")}`),
    element("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": `Verdicts of ${row.kernels}, run by run` }, strip(runs.map((run) => run.verdict))),
    runTable(`When the verdict of ${row.kernels} became another one`, turns(runs)),
    everyRun(row, runs),
  );
}

const RANKS = ["refuted", "invalid", "undecided", "upheld"];
const rank = (row) => RANKS.indexOf(row.runs.at(-1)[2]);
const rows = [...data.rows].sort((one, other) => rank(one) - rank(other) || byName(one.kernels, other.kernels));
present({
  root: ROOT,
  here: "claim",
  head: [element("h1", { class: "name" }, data.id), element("p", { class: "meaning" }, "Its verdict, run by run, on each kernel and machine that it was asked of.")],
  parts: rows.map(rowSection),
});

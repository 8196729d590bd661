// SPDX-License-Identifier: GPL-2.0-or-later
// The first page of a site.
import { element, section } from "../html/dom.js";
import { table } from "../html/tables.js";
import { verdictMark } from "../html/verdicts.js";
import { grouped, quantity } from "../html/words.js";
import { cells, grid, groupsOf, openLinked } from "./cells.js";
import { data, day, fact, facts, present, reportLink, runLink, toldOutcome } from "./site.js";
import { strip } from "./sparkline.js";

const RANKS = ["upheld", "undecided", "invalid", "refuted"];
const SIGNS = { worse: ["refuted", "✕"], not_worse: ["upheld", "✓"], undecided: ["undecided", "?"] };

function headline() {
  const worse = data.cells.filter((cell) => cell.worse).length;
  const words = {
    worse: `${grouped(worse)} of ${quantity(data.cells.length, "cell")} worse`,
    not_worse: "Nothing is worse",
    undecided: "No cell has two runs yet",
  }[data.verdict];
  const [like, sign] = SIGNS[data.verdict];
  return element("h1", { class: "plain" }, element("span", { class: `verdict ${like}` }, element("span", { class: "sign", "aria-hidden": "true" }, sign)), ` ${words}`);
}

function head() {
  const everything_is_fake = data.cells.length > 0 && data.cells.every((cell) => cell.fake);
  return [
    headline(),
    element("p", { class: "meaning" }, "Of what is counted: something is worse if the last change of it was for the worse and nothing mended it since."),
    facts(
      fact("Runs", `${grouped(data.runs_in_all)}, ${quantity(data.trials, "trial")}`),
      data.first && fact("Measured", `${day(data.first)} to ${day(data.last)}`),
      fact("History", data.history),
      fact("False alarms", `${quantity(data.tests, "test")}: ${+(100 * data.false_alarms).toPrecision(2)} % for one among all; rates count from ${+(100 * data.least_effect).toPrecision(3)} % on`),
    ),
    everything_is_fake && element("p", { class: "warning" }, `Not a measurement: ${data.not_measured}`),
  ];
}

// Of a claim's rows, each with its runs by time: what the last run of each came to, the worst of these.
function claimNow(claim) {
  const lasts = claim.rows.map((row) => ({ row, verdict: row.runs.at(-1)[2] }));
  const worst = lasts.reduce((one, other) => (RANKS.indexOf(other.verdict) > RANKS.indexOf(one) ? other.verdict : one), "upheld");
  const those = lasts.filter((each) => each.verdict === worst).map((each) => each.row);
  const since = those.map(({ runs }) => {
    let first = runs.length - 1;
    while (first > 0 && runs[first - 1][2] === worst) --first;
    return runs[first];
  });
  return { worst, those, since: since.sort((one, other) => (one[1] < other[1] ? -1 : 1))[0], runs: claim.rows.flatMap((row) => row.runs).sort((one, other) => one[0] - other[0]) };
}

function claims() {
  if (data.claims.length === 0) return null;
  const rows = data.claims.map((claim) => ({ claim, now: claimNow(claim) }));
  rows.sort((one, other) => RANKS.indexOf(other.now.worst) - RANKS.indexOf(one.now.worst));
  const kernels = ({ now, claim }) => (now.those.length === claim.rows.length ? claim.rows.length === 1 ? claim.rows[0].kernels : `all ${claim.rows.length}` : [...new Set(now.those.map((row) => row.kernels))].join(", "));
  return section(
    "claims",
    "Claims",
    element("p", {}, "What the last run of each kernel came to, the worst of them. In a strip each bar is a run: the higher, the worse."),
    table(
      "Claims over time",
      [
        { name: "Claim", of: ({ claim }) => element("a", { href: claim.page }, claim.id) },
        { name: "Now", of: ({ now }) => verdictMark(now.worst) },
        { name: "Since", of: ({ now }) => [element("span", { class: "what" }, day(now.since[1])), element("span", { class: "sender" }, runLink({ number: now.since[0] }, ""))], like: "whole" },
        { name: "On", of: (row) => element("span", { class: "sender" }, kernels(row)) },
        { name: "Last runs", of: ({ now }) => strip(now.runs.slice(-60).map((run) => run[2])) },
      ],
      rows,
    ),
  );
}

function series() {
  if (data.series.length === 0) return null;
  return section(
    "series",
    "Series",
    table(
      "Series, step by step",
      [
        { name: "Series", of: (each) => [element("a", { href: each.page }, each.name), element("span", { class: "sender" }, each.directory)] },
        { name: "Verdict", of: (each) => verdictMark(each.verdict) },
        { name: "Steps", of: (each) => each.steps, number: true },
        { name: "First bad", of: (each) => (each.first_bad ? `${each.first_bad.step} ${each.first_bad.subject}` : element("span", { class: "quiet" }, "none")) },
      ],
      data.series,
    ),
  );
}

function newest() {
  return section(
    "runs",
    "Last runs",
    table(
      "The last runs",
      [
        { name: "Run", of: (run) => runLink(run, "") },
        { name: "Started (UTC)", of: (run) => run.started.slice(0, 16).replace("T", " "), like: "whole" },
        { name: "Verdict", of: toldOutcome },
        { name: "Kernels", of: (run) => element("span", { class: "code" }, run.kernels) },
        { name: "Modes", of: (run) => run.modes.join(", "), like: "whole" },
        { name: "Trials", of: (run) => grouped(run.trials) + (run.not_counted ? `, ${run.not_counted} left out` : ""), number: true },
        { name: "Report", of: (run) => reportLink(run, "") ?? element("span", { class: "quiet" }, "none") },
      ],
      data.newest,
    ),
    data.newest.length < data.runs_in_all && element("p", { class: "hint" }, `${data.newest.length} of ${quantity(data.runs_in_all, "run")}; the others are on the pages of what they measured.`),
  );
}

const groups = groupsOf(data.cells);
present({
  root: "",
  here: "history",
  head: head(),
  parts: data.cells.length > 0 ? [grid(groups, data.runs), claims(), cells(groups), series(), newest()] : [element("p", {}, "This history has no run yet.")],
});
openLinked();

// SPDX-License-Identifier: GPL-2.0-or-later
// What the pages of a site share: their data, where they stand in it, and how runs and changes are named.
import { element } from "../html/dom.js";
import { isReady, show, unfoldOnPaper } from "../html/page.js";
import { verdictMark } from "../html/verdicts.js";

export const data = JSON.parse(document.getElementById("data").textContent);

// here: what this page is; root: the way to the first page's directory, "" on it; null: the page stands alone.
export function present({ root, here, head, parts }) {
  const crumbs = [
    root === null ? "Cloister" : root === "" ? "Cloister" : element("a", { href: `${root}index.html` }, "Cloister"),
    element("span", {}, here),
  ];
  document.getElementById("head").replaceChildren(element("p", { class: "brand" }, crumbs), ...head.filter(Boolean));
  document.getElementById("foot").replaceChildren(element("p", {}, "This page is whole: it fetches nothing."));
  show(parts);
  isReady();
  unfoldOnPaper();
}

export const day = (started) => started.slice(0, 10);

export function runLink(run, root) {
  return element("a", { href: `${root}runs/${run.number}.html` }, `run ${run.number}`);
}

// null where there is none.
export function reportLink(run, root) {
  return run.report ? element("a", { href: `${root}runs/${run.number}-report.html`, "aria-label": `report of run ${run.number}` }, "report") : null;
}

export function outcome(run) {
  return run.verdict ? verdictMark(run.verdict) : element("span", { class: "quiet" }, "no verdict");
}

// With the claims that it is of.
export function toldOutcome(run) {
  return run.claims ? [outcome(run), element("span", { class: "sender" }, run.claims)] : outcome(run);
}

const CHANGES = { worse: { sign: "▲", like: "refuted" }, better: { sign: "▼", like: "upheld" } };

// A sign and a word, as of a verdict.
export function changeMark(change) {
  const { sign, like } = CHANGES[change];
  return element("span", { class: `change ${like}` }, element("span", { "aria-hidden": "true" }, sign), ` ${change}`);
}

export function fact(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

export function facts(...all) {
  return element("dl", { class: "facts" }, all);
}

// SPDX-License-Identifier: GPL-2.0-or-later
// A series, step by step: what each came to, what drains did to isolated CPUs, what operations cost.
import { differenceMark } from "../html/costs.js";
import { element, section } from "../html/dom.js";
import { table } from "../html/tables.js";
import { verdictMark, verdicts } from "../html/verdicts.js";
import { byName, quantity, sourceText } from "../html/words.js";
import { data, fact, facts, present } from "./site.js";
import { stepChart } from "./step_chart.js";

const { series } = data;
const steps = series.steps.map((step, number) => ({ ...step, number }));
const STATES = { not_done: "not done", left_out: "left out", build_failed: "does not build", kernel_failed: "its kernel fails" };

const stepLink = (step, text) => (data.links?.[step.kernel] ? element("a", { href: data.links[step.kernel] }, text) : text);
const stepName = (step) => [element("span", { class: "step" }, stepLink(step, `${step.number}`)), ` ${step.subject}`];

function outcomeOf(step) {
  if (step.state !== "measured") return element("span", { class: step.state.endsWith("failed") ? "failed" : "quiet" }, STATES[step.state]);
  return step.verdict ? verdictMark(step.verdict) : element("span", { class: "quiet" }, "no claim");
}

function head() {
  const bad = series.first_bad !== undefined ? steps[series.first_bad] : null;
  return [
    element("h1", {}, verdictMark(series.verdict)),
    element("p", { class: "meaning" }, bad ? ["First bad: ", stepName(bad)] : `${quantity(steps.length - 1, "patch", "patches")} on ${steps[0]?.kernel ?? "a base"}; no step is bad.`),
    facts(
      fact("Series", series.name),
      series.source && fact("Base", sourceText(series.source)),
      series.machine && fact("Machine", series.machine),
      series.cost_machine && fact("Costs", series.cost_machine),
      series.compiler && fact("Compiler", series.compiler),
      fact("Command", element("span", { class: "code" }, series.command_line.join(" "))),
    ),
    series.not_measured && element("p", { class: "warning" }, `Not a measurement: ${series.not_measured}`),
    series.times_indicative && !series.not_measured && element("p", { class: "warning" }, "Counts are exact, times indicative: not every guest ran under a KVM that works."),
  ];
}

const modesOf = (of) => [...new Set(steps.flatMap((step) => step[of].map((each) => each.mode)))].sort(byName);

function drainsCell(step, mode) {
  const drains = step.drains.find((each) => each.mode === mode);
  if (!drains) return element("span", { class: "quiet" }, step.absent_modes.find((each) => each.mode === mode) ? "no such mode" : "–");
  return [element("span", { class: "what" }, `${drains.work_items} · ${drains.ipis} · ${drains.switches}`), element("span", { class: "sender" }, `of ${quantity(drains.armed, "armed drain")}`)];
}

function stepTable() {
  const modes = modesOf("drains");
  const reasons = steps.filter((step) => step.reason);
  return section(
    "steps",
    "Steps",
    modes.length > 0 && element("p", {}, `What drains caused on isolated CPUs: work items · IPIs · switches away.${data.links ? " Each step leads to its run." : ""}`),
    table("Steps and what drains caused, mode by mode", [{ name: "Step", of: stepName, like: "wide" }, { name: "Verdict", of: outcomeOf }, ...modes.map((mode) => ({ name: mode, of: (step) => drainsCell(step, mode) }))], steps),
    !data.links && element("p", { class: "hint" }, "A step's own page: ", element("code", {}, `cloister report ${data.directory}/steps/${steps.at(-1).kernel} --html`)),
    reasons.map((step) => element("p", { class: "failure" }, `Step ${step.number}: ${step.reason}`)),
    series.notes.map((note) => element("p", { class: "note" }, `Note: ${note}`)),
  );
}

function costCell(step, base, operation, mode) {
  const cost = step.costs.find((each) => each.operation === operation && each.mode === mode);
  if (!cost) return element("span", { class: "quiet" }, "–");
  if (cost.invalid) return element("span", { class: "failed" }, "invalid");
  const from = base?.costs.find((each) => each.operation === operation && each.mode === mode) ?? base?.costs.find((each) => each.operation === operation);
  const keys = ["instructions", "locked", "cache_lines"];
  if (step === base || !from) return keys.map((key, nth) => [nth > 0 && " · ", cost[key]]);
  return keys.map((key, nth) => [nth > 0 && " · ", differenceMark(cost[key], from[key])]);
}

function costTables() {
  const operations = [...new Set(steps.flatMap((step) => step.costs.map((cost) => cost.operation)))];
  if (operations.length === 0) return null;
  const modes = modesOf("costs");
  const counted = steps.filter((step) => step.costs.length > 0);
  return section(
    "costs",
    "Costs",
    element("p", {}, "Of one operation: kernel instructions · locked ones · cache lines; beneath the base how they differ from it. A mode that the base has not is held against what it had."),
    operations.map((operation) => [
      element("h3", { class: "code" }, operation),
      table(
        `What ${operation} costs, step by step`,
        [{ name: "Step", of: stepName, like: "wide" }, ...modes.map((mode) => ({ name: mode, of: (step) => costCell(step, counted[0], operation, mode), number: true }))],
        counted,
      ),
    ]),
  );
}

// Of the last step that was asked any: what the series comes to.
function claims() {
  const last = steps.filter((step) => step.claims.length > 0).at(-1);
  if (!last) return null;
  const part = verdicts({ claims: last.claims, notes: [] });
  part.querySelector("h2").textContent = `Claims of step ${last.number}`;
  return part;
}

function asked() {
  if (!series.search) return null;
  return section(
    "search",
    "The first bad patch",
    element("p", {}, series.search.question),
    table(
      "Which steps were asked, in their order",
      [
        { name: "Step", of: (each) => stepName(steps[each.step]) },
        { name: "Answer", of: (each) => each.answer },
        { name: "Reason", of: (each) => each.reason },
      ],
      series.search.asked,
    ),
  );
}

present({ root: data.root ?? null, here: data.directory, head: head(), parts: [claims(), stepTable(), stepChart(steps), costTables(), asked()] });

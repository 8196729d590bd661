// SPDX-License-Identifier: GPL-2.0-or-later
// Costs that stand alone: what they prove, and the numbers.
import { costs } from "../html/costs.js";
import { element } from "../html/dom.js";
import { grouping } from "../html/tables.js";
import { verdictMark, verdicts } from "../html/verdicts.js";
import { grouped, quantity, sourceText } from "../html/words.js";
import { data, fact, facts, present } from "./site.js";

const { cost } = data;

// What kernels were built from and with: one where they all were alike.
function built() {
  const alike = grouping(cost.kernels, (each) => [each.source && sourceText(each.source), each.compiler].filter(Boolean).join(", "));
  return [...alike].map(([from, kernels]) => fact(alike.size === 1 ? "Kernels" : kernels.map((each) => each.reference).join(", "), from));
}

function head() {
  const operations = new Set(cost.operations.map((each) => each.name)).size;
  return [
    element("h1", data.verdict ? {} : { class: "plain" }, data.verdict ? verdictMark(data.verdict) : "Costs"),
    element("p", { class: "meaning" }, `${quantity(operations, "operation")} on ${cost.kernels.map((each) => each.reference).join(", ")}, counted to the instruction.`),
    facts(
      fact("Machine", cost.machine),
      fact("Counted", `${cost.started.slice(0, 16).replace("T", " ")} UTC, each guest booted ${cost.boots === 1 ? "once" : `${grouped(cost.boots)} times`}`),
      built(),
    ),
  ];
}

present({ root: null, here: data.directory, head: head(), parts: [cost.claims.length > 0 && verdicts({ claims: cost.claims, notes: [] }), costs(cost)] });

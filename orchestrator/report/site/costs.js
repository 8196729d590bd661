// SPDX-License-Identifier: GPL-2.0-or-later
// What operations cost, kernel by kernel and mode by mode, and how that differs from the first of each.
import { element, section } from "../html/dom.js";
import { table } from "../html/tables.js";
import { grouped } from "../html/words.js";
import { grouping } from "./site.js";

const COUNTS = [
  ["Instructions", "instructions"],
  ["Locked", "locked"],
  ["Cache lines", "cache_lines"],
];

// "=", "+62", "−8": how it differs.
export function difference(now, from) {
  return now === from ? "=" : now > from ? `+${grouped(now - from)}` : `−${grouped(from - now)}`;
}

export function differenceMark(now, from) {
  const like = now === from ? "zero" : now > from ? "more" : "less";
  return element("span", { class: `difference ${like}` }, difference(now, from));
}

export function costs(cost) {
  if (!cost || cost.operations.length + cost.absent.length === 0) return null;
  const rows = [...grouping(cost.operations, (each) => each.name).values()].flatMap((those) => those.map((each) => ({ each, from: those[0], first: each === those[0] })));
  const shown = ([name, key]) => [
    { name, of: ({ each }) => each[key], number: true },
    { name: "±", of: ({ each, from, first }) => (first ? "" : differenceMark(each[key], from[key])), number: true },
  ];
  return section(
    "costs",
    "Costs",
    element("p", {}, "Of one operation, in the kernel, counted to the instruction: the median of its turns. ± is against the first row of an operation."),
    element("p", { class: "hint" }, cost.machine),
    rows.length > 0 &&
      table(
        "What operations cost",
        [
          { name: "Operation", of: ({ each, first }) => (first ? element("span", { class: "code" }, each.name) : element("span", { class: "hidden" }, each.name)) },
          { name: "Kernel", of: ({ each }) => each.kernel, code: true },
          { name: "Mode", of: ({ each }) => (each.invalid ? [each.mode, element("span", { class: "sender" }, `invalid: ${each.invalid}`)] : each.mode) },
          ...COUNTS.flatMap(shown),
        ],
        rows,
      ),
    cost.absent.map((each) => element("p", { class: "note" }, `Not counted: ${each.kernel} ${each.mode}${each.operation ? ` ${each.operation}` : ""}: ${each.reason}`)),
  );
}

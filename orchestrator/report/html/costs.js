// SPDX-License-Identifier: GPL-2.0-or-later
// What operations cost, kernel by kernel and mode by mode, how that differs from the first of each, and which functions
// make the difference.
import { details, element, section } from "./dom.js";
import { grouping, table } from "./tables.js";
import { grouped, quantity } from "./words.js";

const COUNTS = [
  ["Instructions", "instructions"],
  ["Locked", "locked"],
  ["Cache lines", "cache_lines"],
];
const LEAST = 0.1; // instructions a turn
const MOST_FUNCTIONS = 20;

// "=", "+62", "−8": how it differs.
export function difference(now, from) {
  return now === from ? "=" : now > from ? `+${grouped(now - from)}` : `−${grouped(from - now)}`;
}

export function differenceMark(now, from) {
  const like = now === from ? "zero" : now > from ? "more" : "less";
  return element("span", { class: `difference ${like}` }, difference(now, from));
}

const side = (cost) => `${cost.kernel} ${cost.mode}`;

const tenths = (number) => {
  const [whole, part] = Math.abs(number).toFixed(1).split(".");
  return `${grouped(whole)}.${part}`;
};

function shareMark(now, from) {
  const by = now - from;
  if (Math.abs(by) < LEAST) return element("span", { class: "difference zero" }, "=");
  return element("span", { class: `difference ${by > 0 ? "more" : "less"}` }, `${by > 0 ? "+" : "−"}${tenths(by)}`);
}

// Functions of which a turn takes more or fewer instructions than in the first; the largest difference first.
function differingFunctions([first, ...others]) {
  const share = (cost, name) => (cost.functions[name] ?? 0) / cost.turns;
  const names = new Set([first, ...others].flatMap((cost) => Object.keys(cost.functions)));
  return [...names]
    .map((name) => ({ name, from: share(first, name), shares: others.map((cost) => share(cost, name)) }))
    .map((each) => ({ ...each, most: Math.max(...each.shares.map((now) => Math.abs(now - each.from))) }))
    .filter((each) => each.most >= LEAST)
    .sort((one, other) => other.most - one.most);
}

function functionTable(costs) {
  const [first, ...others] = costs;
  const functions = differingFunctions(costs);
  if (functions.length === 0) return null;
  const rest = functions.length - MOST_FUNCTIONS;
  return details(
    first.name,
    table(
      `Functions of ${first.name}`,
      [
        { name: "Function", of: (each) => each.name, code: true },
        { name: side(first), of: (each) => tenths(each.from), number: true },
        ...others.map((other, nth) => ({ name: side(other), of: (each) => shareMark(each.shares[nth], each.from), number: true })),
      ],
      functions.slice(0, MOST_FUNCTIONS),
    ),
    rest > 0 && element("p", { class: "hint" }, `And ${quantity(rest, "function")} that differ less.`),
  );
}

function byFunction(operations) {
  const tables = operations.filter((costs) => costs.length > 1).map(functionTable).filter(Boolean);
  return (
    tables.length > 0 && [
      element("h3", {}, "Which functions make the difference"),
      element("p", { class: "hint" }, "Instructions a turn, the mean of all turns: with what falls on one turn of many. Beside the first how the others differ from it."),
      tables,
    ]
  );
}

const cyclesText = ({ median, least, most, boots }) => `${grouped(median)} (${grouped(least)} to ${grouped(most)}, ${quantity(boots, "boot")})`;

export function costs(cost) {
  if (!cost || cost.operations.length + cost.absent.length === 0) return null;
  const operations = [...grouping(cost.operations, (each) => each.name).values()];
  const rows = operations.flatMap((those) => those.map((each) => ({ each, from: those[0], first: each === those[0] })));
  const shown = ([name, key]) => [
    { name, of: ({ each }) => each[key], number: true },
    { name: "±", of: ({ each, from, first }) => (first ? "" : differenceMark(each[key], from[key])), number: true },
  ];
  const timed = rows.some(({ each }) => each.cycles);
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
          ...(timed ? [{ name: "Cycles under KVM", of: ({ each }) => (each.cycles ? cyclesText(each.cycles) : "–"), number: true }] : []),
        ],
        rows,
      ),
    byFunction(operations),
    cost.absent.map((each) => element("p", { class: "note" }, `Not counted: ${each.kernel} ${each.mode}${each.operation ? ` ${each.operation}` : ""}: ${each.reason}`)),
  );
}

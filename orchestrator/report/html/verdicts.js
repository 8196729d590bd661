// SPDX-License-Identifier: GPL-2.0-or-later
// What a reader came for: the run's verdict, and each claim's, with its reason; the numbers on demand.
import { details, element, section } from "./dom.js";
import { table } from "./tables.js";
import { cpusOf, lengthText, numberText, quantity, sourceText } from "./words.js";

const MEANINGS = {
  upheld: "complete evidence: mode read back, positive control seen, no event lost, counters agree",
  refuted: "the evidence says otherwise",
  invalid: "the evidence is flawed",
  undecided: "too little evidence",
};
const SIGNS = { upheld: "✓", refuted: "✕", invalid: "!", undecided: "?" };

export function verdictMark(verdict) {
  return element("span", { class: `verdict ${verdict}` }, element("span", { "aria-hidden": "true", class: "sign" }, SIGNS[verdict]), ` ${verdict}`);
}

export function head({ report, directory, measured_with: measured, trials }) {
  const indicative = report.times_indicative && !report.not_measured;
  return [
    element("p", { class: "brand" }, "Cloister", element("span", {}, directory)),
    element("h1", {}, verdictMark(report.verdict)),
    element("p", { class: "meaning" }, report.claims.length > 1 ? `The worst of ${quantity(report.claims.length, "verdict")}: ` : "", MEANINGS[report.verdict], "."),
    element(
      "dl",
      { class: "facts" },
      fact("Machine", report.machine),
      measured.kernel && fact("Kernel", [...new Set(trials.map((trial) => trial.kernel))].join(", ") + (measured.kernel.source ? `, ${sourceText(measured.kernel.source)}` : "")),
      measured.host && fact("Host", `${measured.host.cpu_model}, ${quantity(measured.host.cpus, "CPU")}`),
      trials.length > 0 && fact("Measured", `${trials[0].started}, ${quantity(trials.length, "trial")}`),
    ),
    report.not_measured && element("p", { class: "warning" }, `Not a measurement: ${report.not_measured}`),
    indicative && element("p", { class: "warning" }, "Counts are exact, times indicative: not every guest ran under a KVM that works."),
  ];
}

function fact(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

function claimRow(claim) {
  const numbers = Object.entries(claim.numbers);
  return element(
    "li",
    { class: "claim" },
    verdictMark(claim.verdict),
    element(
      "div",
      {},
      element("h3", {}, claim.page ? element("a", { href: claim.page }, claim.id) : claim.id),
      element("p", {}, claim.reason),
      numbers.length > 0 &&
        details(
          `${quantity(numbers.length, "number")} behind it`,
          element("dl", { class: "numbers" }, numbers.map(([name, number]) => fact(name.replaceAll("_", " "), numberText(number)))),
        ),
    ),
  );
}

export function verdicts(report) {
  return section(
    "verdicts",
    "Verdicts",
    report.claims.length === 0 && element("p", {}, "This run claims nothing."),
    element("ul", { class: "claims", role: "list" }, report.claims.map(claimRow)),
    report.notes.map((note) => element("p", { class: "note" }, `Note: ${note}`)),
  );
}

const total = (counts, kind) => Object.values(counts).reduce((sum, kinds) => sum + (kinds[kind] ?? 0), 0);

// How long a drain took who asked for it, over all trials of a cell; null where none was asked for.
function calls(cell, trials) {
  const those = trials.filter((trial) => trial.drains && trial.mode === cell.mode && trial.workload === cell.workload).map((trial) => trial.drains);
  const number = those.reduce((sum, each) => sum + each.calls, 0);
  if (number === 0) return null;
  return { mean: those.reduce((sum, each) => sum + each.call_total_ns, 0) / number, longest: Math.max(...those.map((each) => each.call_max_ns)) };
}

// storms: workloads that arm an unknown number besides.
export function drains({ report, storms, trials }) {
  const cells = report.cells.filter((cell) => cell.armed > 0 && !storms.includes(cell.workload));
  if (cells.length === 0) return null;
  const of = (kind) => (cell) => total(cell.drain_caused, kind);
  const call = (key) => (cell) => {
    const took = calls(cell, trials);
    return took ? lengthText(took[key]) : "–";
  };
  return section(
    "drains",
    "What drains caused",
    element("p", {}, "On isolated CPUs. A drain is armed where a page was proved to be off the LRU, in the CPU's batch, before it. A call is how long a drain took who asked for it."),
    table(
      "What drains caused on isolated CPUs, by mode and workload",
      [
        { name: "Mode", of: (cell) => cell.mode },
        { name: "Workload", of: (cell) => cell.workload },
        { name: "Armed", of: (cell) => cell.armed, number: true },
        { name: "Work items", of: of("drain_work"), number: true },
        { name: "IPIs", of: of("ipi"), number: true },
        { name: "Switches", of: of("task_switch"), number: true },
        { name: "Ticks", of: of("tick"), number: true },
        { name: "Mean call", of: call("mean"), number: true },
        { name: "Longest call", of: call("longest"), number: true },
      ],
      cells,
    ),
  );
}

const KINDS = { drain_work: "Drain work", ipi: "IPIs", tick: "Ticks", softirq: "Softirqs", task_switch: "Switches", device_irq: "Device interrupts", lock_contention: "Lock waits" };

export function arrivals(report) {
  if (report.cells.length === 0) return null;
  const rows = report.cells.flatMap((cell) =>
    Object.entries(cell.counts).map(([cpu, kinds]) => ({ cell, cpu, kinds, isolated: cpusOf(cell.isolated).includes(Number(cpu)) })),
  );
  const kinds = Object.keys(KINDS).filter((kind) => rows.some((row) => row.kinds[kind]));
  const others = report.cells.flatMap((cell) => cell.other.filter((each) => each.kind !== "lock_contention").map((each) => ({ ...each, cell })));
  const name = (cell) => `${cell.mode} ${cell.workload}`;
  return section(
    "arrivals",
    "Everything that arrived",
    others.length === 0
      ? element("p", {}, "On isolated CPUs nothing arrived but what drains caused.")
      : table(
          "Other arrivals on isolated CPUs, not caused by drains",
          [
            { name: "Cell", of: (row) => name(row.cell) },
            { name: "CPU", of: (row) => row.cpu, number: true },
            { name: "Kind", of: (row) => row.kind.replaceAll("_", " ") },
            { name: "Name", of: (row) => row.name, code: true },
            { name: "Number", of: (row) => row.number, number: true },
          ],
          others,
        ),
    details(
      "Counts of every guest CPU",
      table(
        "Everything in the window, by CPU",
        [
          { name: "Cell", of: (row) => name(row.cell) },
          { name: "CPU", of: (row) => `${row.cpu}${row.isolated ? " isolated" : ""}` },
          ...kinds.map((kind) => ({ name: KINDS[kind], of: (row) => row.kinds[kind] ?? 0, number: true })),
        ],
        rows,
      ),
    ),
  );
}

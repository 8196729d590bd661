// SPDX-License-Identifier: GPL-2.0-or-later
// Who waited for which spinlock, where; and what the kernel's own statistics say of locks, where it has them.
import { details, element, section } from "./dom.js";
import { table } from "./tables.js";
import { lengthText } from "./words.js";

const OTHERS = "other spinlocks";

function waitsByPlace(cell) {
  const places = new Map();
  for (const wait of cell.contentions) {
    const key = JSON.stringify([wait.lock, wait.from]);
    const place = places.get(key) ?? places.set(key, { cell, lock: wait.lock, from: wait.from, number: 0 }).get(key);
    place.number += wait.number;
  }
  // Those of the caches first: the others are there for comparison.
  return [...places.values()].sort((a, b) => (a.lock === OTHERS) - (b.lock === OTHERS) || b.number - a.number);
}

export function locks(report) {
  const rows = report.cells.flatMap(waitsByPlace);
  const used = report.cells.flatMap((cell) => (cell.lock_stat ?? []).map((use) => ({ ...use, cell })));
  const byCpu = used.flatMap((use) => Object.entries(use.by_cpu).map(([cpu, its]) => ({ ...its, cpu, lock: use.lock, cell: use.cell })));
  if (rows.length === 0 && used.length === 0) return null;
  const most = Math.max(1, ...rows.map((row) => row.number));
  const mean = (all, number) => (number === 0 ? "–" : lengthText(all / number));
  return section(
    "locks",
    "Lock contention",
    element("p", {}, "Waits for spinlocks on every guest CPU. Other spinlocks are all those that guard no batch and no page list, together."),
    rows.length > 0 &&
      table(
        "Waits by lock",
        [
          { name: "Lock", of: (row) => element("span", {}, element("span", { class: row.lock === OTHERS ? "what" : "code what" }, row.lock), row.from ? element("span", { class: "sender" }, `wanted in ${row.from}`) : "") },
          { name: "Waits", of: (row) => row.number, bar: (row) => row.number / most, colour: (row) => (row.lock === OTHERS ? "other" : "lock") },
          { name: "Mode", of: (row) => row.cell.mode },
          { name: "Workload", of: (row) => row.cell.workload },
        ],
        rows,
      ),
    used.length > 0 &&
      table(
        "The kernel's own statistics of locks, times of a debug kernel",
        [
          { name: "Lock", of: (use) => use.lock, code: true },
          { name: "Mode", of: (use) => use.cell.mode },
          { name: "Taken", of: (use) => use.acquisitions, number: true },
          { name: "Waits", of: (use) => use.contentions, number: true },
          { name: "Longest wait", of: (use) => (use.contentions === 0 ? "–" : lengthText(use.longest_wait_ns)), number: true },
          { name: "Mean wait", of: (use) => mean(use.all_waits_ns, use.contentions), number: true },
          { name: "Longest hold", of: (use) => (use.acquisitions === 0 ? "–" : lengthText(use.longest_hold_ns)), number: true },
          { name: "Mean hold", of: (use) => mean(use.all_holds_ns, use.acquisitions), number: true },
        ],
        used,
      ),
    byCpu.length > 0 &&
      details(
        "The same, CPU by CPU",
        table(
          "Locks by CPU, by the kernel's events",
          [
            { name: "Lock", of: (use) => use.lock, code: true },
            { name: "Mode", of: (use) => use.cell.mode },
            { name: "CPU", of: (use) => String(use.cpu), number: true },
            { name: "Taken", of: (use) => use.acquisitions, number: true },
            { name: "Waits", of: (use) => use.contentions, number: true },
            { name: "Mean wait", of: (use) => mean(use.all_waits_ns, use.contentions), number: true },
            { name: "Mean hold", of: (use) => mean(use.all_holds_ns, use.acquisitions), number: true },
          ],
          byCpu,
        ),
      ),
  );
}

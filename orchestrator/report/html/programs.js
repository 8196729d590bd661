// SPDX-License-Identifier: GPL-2.0-or-later
// Programs of the user's: what they say of themselves, and what was counted beside them.
import { element, section } from "./dom.js";
import { table } from "./tables.js";
import { lengthText, numberText, quantity } from "./words.js";

const figures = (row) => Object.entries(row.figures).map(([name, number]) => `${name} ${numberText(number)}`).join(", ") || "nothing that we can read";

function ours(row) {
  if (!row.ours) return "–";
  const causes = Object.entries(row.ours.causes).map(([what, number]) => `${number} ${what}`).join(", ");
  return quantity(row.ours.interruptions, "interruption") + (row.ours.interruptions > 0 ? `, longest ${lengthText(row.ours.longest_ns)} (${causes})` : "");
}

export function programs(report) {
  if (!report.programs || report.programs.length === 0) return null;
  return section(
    "programs",
    "Programs",
    element("p", {}, "Your own programs: their figures, and beside them what was counted on that CPU."),
    table(
      "Programs, their figures beside our counts",
      [
        { name: "Program", of: (row) => row.program, code: true },
        { name: "Mode", of: (row) => row.mode },
        { name: "CPU", of: (row) => (row.cpu === undefined ? "others" : String(row.cpu)), number: true },
        { name: "It says", of: figures },
        { name: "We counted", of: ours },
      ],
      report.programs,
    ),
  );
}

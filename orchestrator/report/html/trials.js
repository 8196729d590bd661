// SPDX-License-Identifier: GPL-2.0-or-later
// Each trial: how it ended, what its kernel said of itself; and with what all was measured.
import { details, element, section } from "./dom.js";
import { table } from "./tables.js";
import { trialName } from "./words.js";

const pre = (text, label) => element("pre", { tabindex: "0", "aria-label": label }, text);

function evidence(trial, trials) {
  const name = trialName(trial, trials);
  return [
    trial.failure && element("p", { class: "failure" }, element("strong", {}, `${name}: `), `failed in ${trial.failure.stage}: ${trial.failure.what}`),
    trial.console && details(`End of the console of ${name}`, pre(trial.console, `Console of ${name}`)),
    trial.guest && details(`The kernel of ${name}`, pre(`${trial.guest.version}\n\n${trial.guest.command_line}`, `Version and command line of ${name}`)),
  ];
}

export function trials(page) {
  const { trials: all, measured_with: measured } = page;
  if (all.length === 0) return null;
  const patches = measured.kernel?.patches ?? [];
  return section(
    "trials",
    "Trials",
    table(
      "Trials of this run",
      [
        { name: "Trial", of: (trial) => trialName(trial, all) },
        { name: "Isolated", of: (trial) => trial.isolated, number: true },
        { name: "Drain mode read back", of: (trial) => trial.guest?.drain_mode ?? "–" },
        { name: "Window", of: (trial) => (trial.seen ? `${((trial.seen.window_closed_ns - trial.seen.window_opened_ns) / 1e9).toFixed(2)} s` : "–"), number: true },
        { name: "Outcome", of: (trial) => trial.outcome.replaceAll("_", " ") },
        { name: "Events lost", of: (trial) => (!trial.seen ? "–" : trial.seen.losses.length === 0 ? "none" : "some") },
      ],
      all,
    ),
    all.map((trial) => evidence(trial, all)),
    patches.length > 0 && details(`${patches.length} patches of the kernel`, element("ol", {}, patches.map((patch) => element("li", {}, patch)))),
    measured.cloister && element("p", { class: "command" }, "Measured by ", element("code", {}, measured.cloister.command_line.join(" "))),
  );
}

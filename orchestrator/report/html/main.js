// SPDX-License-Identifier: GPL-2.0-or-later
// The page: what the report says at once, and what the events say as soon as they are unpacked.
import { causes } from "./causes.js";
import { costs } from "./costs.js";
import { element } from "./dom.js";
import { unpackedEvents } from "./events.js";
import { gaps } from "./gaps.js";
import { locks } from "./locks.js";
import { isReady, show, unfoldOnPaper } from "./page.js";
import { programs } from "./programs.js";
import { timeline } from "./timeline.js";
import { trials } from "./trials.js";
import { arrivals, drains, head, verdicts } from "./verdicts.js";

const page = JSON.parse(document.getElementById("report").textContent);
const { report } = page;

async function seenTrials() {
  const events = await unpackedEvents(document.getElementById("events").textContent);
  return page.trials.filter((trial) => trial.seen).map((trial, index) => ({ trial, events: events[index] }));
}

function foot() {
  const { cloister } = page.measured_with;
  return element("p", {}, `Cloister${cloister ? ` ${cloister.version}${cloister.revision ? ` (${cloister.revision.slice(0, 12)})` : ""}` : ""}. This page is whole: it fetches nothing.`);
}

document.getElementById("head").replaceChildren(...head(page).filter(Boolean));
document.getElementById("foot").replaceChildren(foot());
const told = [verdicts(report), drains(page)];
show(told);

// What needs no events.
const rest = () => [locks(report), programs(report), costs(page.cost), arrivals(report), trials(page)];

async function showEvents() {
  try {
    const seen = await seenTrials();
    const line = seen.length > 0 ? timeline(seen, page.directory) : null;
    show([
      ...told,
      line?.section,
      seen.length > 0 && causes(seen, line.tell),
      gaps(page.trials, report.times_indicative && !report.not_measured),
      ...rest(),
    ]);
    line?.begin();
  } catch (error) {
    show([...told, ...rest(), element("p", { class: "failure" }, `The events of this page could not be read: ${error.message}`)]);
  }
  isReady();
}
showEvents();
unfoldOnPaper();

// SPDX-License-Identifier: GPL-2.0-or-later
// One interruption, step by step: who sent it, what ran, until the subject runs again.
import { details, element } from "./dom.js";
import { grouped, lengthText, senderWords, trialName } from "./words.js";

const STEPS = { ipi: "IPI", function: "called function", tick: "tick", softirq: "softirq", device_irq: "device interrupt", task: "switch to", work: "work item" };
const NOTICED = {
  gap: "the subject noticed it as a gap",
  short_of_gap: "shorter than what the subject keeps as a gap",
  own_work: "the subject was in the kernel itself",
  unnoticed: "the subject did not notice it",
  unwatched: "the subject kept no gaps then",
};

function lines(story) {
  const all = [
    ...story.origins.map((origin) => ({
      after: origin.after,
      cpu: origin.cpu,
      words: [element("strong", {}, `${origin.task} (${origin.pid})`), ": ", code(origin.stack[0] ?? "somebody"), ` sends ${origin.sent.join(", ")}`],
      sender: true,
    })),
    ...story.steps.map((step) => ({ after: step.after, cpu: story.cpu, words: [`${STEPS[step.kind]} `, code(step.name), step.name === "wq_barrier_func" ? ": the sender waits for the item before" : ""], length: step.length })),
  ];
  if (story.told) all.sort((a, b) => a.after - b.after);
  all.push({ after: story.length, cpu: story.cpu, words: ["the subject runs again"], last: true });
  return all;
}

const code = (text) => element("code", {}, text);

function signed(ns) {
  if (ns === null) return "";
  return (ns < 0 ? "−" : "+") + lengthText(Math.abs(ns));
}

// Where a step lies between the first thing that was sent and the subject's return.
function span(line, from, until) {
  if (line.after === null) return null;
  const bar = element("span", { class: `bar ${line.sender ? "sends" : line.last ? "returns" : ""}` });
  const part = (ns) => `${(100 * ns) / (until - from)}%`;
  bar.style.left = part(line.after - from);
  bar.style.width = part(line.length ?? 0);
  return element("span", { class: "span", "aria-hidden": "true" }, bar);
}

export function storyPanel(trial, trials, story, directory, tell) {
  const told = lines(story);
  const times = told.map((line) => line.after).filter((after) => after !== null);
  const from = Math.min(0, ...times);
  const until = Math.max(story.length, 1, ...told.map((line) => (line.after ?? 0) + (line.length ?? 0)));
  return [
    element("h3", { tabindex: "-1" }, `Interruption ${grouped(story.number)}`),
    element(
      "p",
      { class: "summary" },
      `${trialName(trial, trials)} · CPU ${story.cpu} · +${(story.at / 1e9).toFixed(6)} s · ${lengthText(story.length)} · `,
      story.shape.drain_caused ? element("span", { class: "tag drain" }, "caused by a drain") : element("span", { class: "tag other" }, "not caused by a drain"),
    ),
    element("p", {}, code(story.shape.what || "not seen"), " from ", senderWords(story.shape), "; ", NOTICED[story.noticed], "."),
    story.follows !== null &&
      element("p", {}, "Left behind by interruption ", element("button", { type: "button", class: "link", onclick: () => tell(trial, story.follows - story.number, true) }, grouped(story.follows)), "."),
    story.follows === null && story.origins.length === 0 && element("p", {}, "The trace does not show who sent it."),
    element(
      "ol",
      { class: "steps", role: "list" },
      told.map((line) =>
        element("li", { class: line.sender ? "sender" : null }, element("span", { class: "after" }, signed(line.after)), element("span", { class: "cpu" }, `CPU ${line.cpu}`), element("span", { class: "did" }, line.words, line.length ? element("span", { class: "length" }, ` ${lengthText(line.length)}`) : ""), span(line, from, until)),
      ),
    ),
    !story.told && element("p", { class: "note" }, "There are many like it, and this page has not the times of their steps: ", code(`cloister explain ${directory} ${story.number}`), " tells them."),
    story.origins
      .filter((origin) => origin.stack.length > 0)
      .map((origin) => details(`Stack of ${origin.task} on CPU ${origin.cpu}${origin.context ? `, in ${origin.context}` : ""}`, element("pre", { tabindex: "0", class: "stack" }, origin.stack.join("\n")))),
    element("p", { class: "again" }, "Have it again: ", code(`cloister reproduce ${directory} ${story.number}`)),
  ];
}

// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers and names as the terminal has them: "1,000", "41 µs", "by in context of task".

export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function quantity(number, singular, plural = `${singular}s`) {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

export function lengthText(ns) {
  if (ns < 1e3) return `${Math.round(ns)} ns`;
  if (ns < 999_500) return `${Math.round(ns / 1e3)} µs`;
  if (ns < 99_950_000) return `${(ns / 1e6).toFixed(1)} ms`;
  if (ns < 999_500_000) return `${Math.round(ns / 1e6)} ms`;
  return `${(ns / 1e9).toFixed(1)} s`;
}

// "2-3,5" → 2, 3, 5.
export function cpusOf(list) {
  return list.split(",").flatMap((range) => {
    const [from, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

// A gap's bin begins at 1, 2 or 5 of a decade.
export function edgeText(ns) {
  if (ns === 0) return "0";
  if (ns < 1e6) return `${ns / 1e3} µs`;
  return ns < 1e9 ? `${ns / 1e6} ms` : `${ns / 1e9} s`;
}

export function numberText({ value, unit }) {
  const text = Number.isInteger(value) ? grouped(value) : value.toPrecision(3);
  return unit ? `${text} ${unit}` : text;
}

export function senderWords(cause) {
  if (!cause.by) return "sender not seen";
  return cause.by + (cause.context ? ` in ${cause.context}` : "") + (cause.task ? ` of ${cause.task}` : "");
}

export function trialName(trial, trials) {
  const alike = trials.filter((each) => each.kernel === trial.kernel && each.mode === trial.mode && each.workload === trial.workload);
  const kernels = new Set(trials.map((each) => each.kernel));
  return (kernels.size > 1 ? `${trial.kernel} ` : "") + `${trial.mode} ${trial.workload}` + (alike.length > 1 ? ` #${trial.repetition}` : "");
}

// Kernels and modes as people order them: 6.12@9 before 6.12@10, the base first.
export function byName(one, other) {
  const base = (name) => (name.endsWith("@base") ? 0 : name.includes("@") ? 1 : 2);
  const root = (name) => name.split("@")[0];
  return root(one).localeCompare(root(other), "en", { numeric: true }) || base(one) - base(other) || one.localeCompare(other, "en", { numeric: true });
}

// A source of kernels, without most of its digest.
export function sourceText(source) {
  return source.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/, "$1…");
}

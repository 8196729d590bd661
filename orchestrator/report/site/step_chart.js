// SPDX-License-Identifier: GPL-2.0-or-later
// A series at a glance: small pictures with a bar for each step, all on one scale of their own.
import { element, section } from "../html/dom.js";
import { grouped } from "../html/words.js";
import { byName } from "./site.js";
import { drawn } from "./sparkline.js";

const [WIDTH, HEIGHT, EDGE] = [260, 92, 18];

// values: of each step, null where there is none.
function bars(title, values, like, words) {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known) || (known.some((value) => value < 0) ? 0 : 1)];
  const extent = most - least || 1;
  const slot = (WIDTH - 2) / values.length;
  const y = (value) => EDGE + ((most - value) * (HEIGHT - 2 * EDGE)) / extent;
  const parts = [drawn("line", { class: "floor", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) })];
  values.forEach((value, step) => {
    const x = 1 + step * slot;
    parts.push(drawn("text", { class: "tick", x: x + slot / 2, y: HEIGHT - 3 }, String(step)));
    if (value === null) return;
    const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
    parts.push(drawn("rect", { class: like, x: x + slot * 0.16, width: slot * 0.68, y: top, height: Math.max(bottom - top, 1.5) }));
    if (values.length <= 10) parts.push(drawn("text", { class: "value", x: x + slot / 2, y: value >= 0 ? top - 4 : bottom + 11 }, words(value)));
  });
  const label = `${title}: ${values.map((value, step) => `step ${step} ${value === null ? "none" : words(value)}`).join(", ")}`;
  return element("figure", {}, element("figcaption", {}, title), drawn("svg", { class: "steps-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, ...parts));
}

const number = (value) => grouped(value);
const signed = (value) => (value === 0 ? "=" : value > 0 ? `+${grouped(value)}` : `−${grouped(-value)}`);
const way = (mode) => (mode.includes("remote") ? "remote" : "local");

export function stepChart(series) {
  const { steps } = series;
  const modes = [...new Set(steps.flatMap((step) => step.drains.map((each) => each.mode)))].sort(byName);
  const interruptions = modes.map((mode) =>
    bars(
      `${mode}: work items, IPIs, switches by drains`,
      steps.map((step) => {
        const drains = step.drains.find((each) => each.mode === mode);
        return drains ? drains.work_items + drains.ipis + drains.switches : null;
      }),
      way(mode),
      number,
    ),
  );
  const base = steps.find((step) => step.costs.length > 0);
  const pairs = [...new Set(steps.flatMap((step) => step.costs.map((cost) => JSON.stringify([cost.operation, cost.mode]))))].map((pair) => JSON.parse(pair));
  pairs.sort((one, other) => one[0].localeCompare(other[0]) || byName(one[1], other[1]));
  const costs = pairs.map(([operation, mode]) => {
    const from = base.costs.find((each) => each.operation === operation && each.mode === mode) ?? base.costs.find((each) => each.operation === operation);
    return bars(
      `${operation}, ${mode}: instructions`,
      steps.map((step) => {
        const cost = step.costs.find((each) => each.operation === operation && each.mode === mode);
        return cost && from ? cost.instructions - from.instructions : null;
      }),
      way(mode),
      signed,
    );
  });
  if (interruptions.length + costs.length === 0) return null;
  return section(
    "glance",
    "At a glance",
    element("p", {}, "A bar for each step, by its number; none where it was not measured. Costs are against the base's."),
    element("div", { class: "figures" }, interruptions, costs),
  );
}

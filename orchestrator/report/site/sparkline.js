// SPDX-License-Identifier: GPL-2.0-or-later
// Small pictures within a line: numbers run by run, and verdicts run by run. What they show is told in words
// beside them.
import { quantity } from "../html/words.js";

const SVG = "http://www.w3.org/2000/svg";

export function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// changedAt: the place of the first number of the last level; absent: there was no change.
export function sparkline(numbers, changedAt) {
  const [width, height, edge] = [132, 28, 4];
  const least = Math.min(...numbers);
  const extent = Math.max(...numbers) - least;
  const x = (place) => (numbers.length === 1 ? width - edge : edge + ((width - 2 * edge) * place) / (numbers.length - 1));
  const y = (number) => (extent === 0 ? height / 2 : height - edge - ((height - 2 * edge) * (number - least)) / extent);
  const points = numbers.map((number, place) => `${x(place).toFixed(1)},${y(number).toFixed(1)}`);
  const parts = [];
  if (changedAt > 0) parts.push(drawn("line", { class: "since", x1: x(changedAt - 0.5), x2: x(changedAt - 0.5), y1: 0, y2: height }));
  if (points.length > 1) parts.push(drawn("polyline", { points: points.join(" ") }));
  parts.push(drawn("circle", { cx: x(numbers.length - 1), cy: y(numbers.at(-1)), r: 2.5 }));
  return drawn("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, ...parts);
}

// The worse, the higher, so that nobody needs the colours.
const HEIGHTS = { upheld: 6, undecided: 11, invalid: 16, refuted: 22 };

export function strip(verdicts) {
  const height = 24;
  const step = Math.min(8, Math.max(2, Math.floor(240 / verdicts.length)));
  const width = Math.max(step * verdicts.length, 8);
  const bars = verdicts.map((verdict, place) =>
    drawn("rect", { class: verdict, x: place * step, y: height - HEIGHTS[verdict], width: Math.max(1, step - (step > 3 ? 2 : 1)), height: HEIGHTS[verdict] }),
  );
  const numbers = Object.keys(HEIGHTS)
    .map((verdict) => [verdict, verdicts.filter((each) => each === verdict).length])
    .filter(([, number]) => number > 0);
  return drawn(
    "svg",
    { class: "strip", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `Of ${quantity(verdicts.length, "run")}: ${numbers.map(([verdict, number]) => `${number} ${verdict}`).join(", ")}` },
    ...bars,
  );
}

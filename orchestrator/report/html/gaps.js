// SPDX-License-Identifier: GPL-2.0-or-later
// How long the subjects' gaps were, local against remote: bars by length, both scales logarithmic.
import uPlot from "uplot";
import { font, keepDrawn } from "./charts.js";
import { details, element, section } from "./dom.js";
import { table } from "./tables.js";
import { edgeText, grouped, lengthText, quantity } from "./words.js";

const HEIGHT = 220;

// Workload → the ways of draining, each with its bins by beginning.
function byWorkload(trials) {
  const workloads = new Map();
  for (const trial of trials) {
    if (!trial.seen) continue;
    const ways = workloads.get(trial.workload) ?? workloads.set(trial.workload, new Map()).get(trial.workload);
    const way = ways.get(trial.mode) ?? ways.set(trial.mode, { drainsAs: trial.drains_as, bins: new Map(), makers: {}, seconds: 0 }).get(trial.mode);
    way.seconds += (trial.seen.window_closed_ns - trial.seen.window_opened_ns) / 1e9;
    for (const [from, number] of trial.gaps) way.bins.set(from, (way.bins.get(from) ?? 0) + number);
    for (const sums of Object.values(trial.seen.gaps))
      for (const [maker, sum] of Object.entries(sums)) {
        const known = (way.makers[maker] ??= { number: 0, longest: 0, together: 0 });
        known.number += sum.number;
        known.together += sum.together_ns;
        known.longest = Math.max(known.longest, sum.longest_ns);
      }
  }
  return workloads;
}

const STEPS = [1, 2, 5];
function edgesBetween(least, most) {
  const edges = [];
  for (let scale = 1e3; scale <= 1e13; scale *= 10) for (const step of STEPS) if (step * scale >= least && step * scale <= most) edges.push(step * scale);
  return least === 0 ? [0, ...edges] : edges;
}

// One bar beside the other: uPlot draws the axes, and we the bars.
function histogram(place, edges, ways) {
  const names = [...ways.keys()];
  const most = Math.max(...names.flatMap((name) => edges.map((edge) => ways.get(name).bins.get(edge) ?? 0)));
  const top = 10 ** Math.ceil(Math.log10(Math.max(most, 10)) + 0.05);
  const decades = Array.from({ length: Math.round(Math.log10(top)) + 1 }, (_, power) => 10 ** power);
  let chart = null;
  keepDrawn(place, (width, colour) => {
    chart?.destroy();
    const bars = (plot) => {
      const { ctx } = plot;
      const slot = plot.valToPos(1, "x", true) - plot.valToPos(0, "x", true);
      const wide = Math.max(1, Math.floor((slot * 0.76) / names.length));
      const floor = plot.bbox.top + plot.bbox.height;
      names.forEach((name, nth) => {
        const way = ways.get(name);
        ctx.fillStyle = way.drainsAs === "remote" ? colour.remote : colour.local;
        edges.forEach((edge, index) => {
          const number = way.bins.get(edge) ?? 0;
          if (number === 0) return;
          const y = Math.min(plot.valToPos(number, "y", true), floor - 2 * devicePixelRatio);
          const x = plot.valToPos(index, "x", true) - (wide * names.length) / 2 + nth * wide;
          ctx.fillRect(Math.round(x), Math.round(y), wide - (wide > 4 ? 1 : 0), Math.round(floor - y));
        });
      });
    };
    const axis = { stroke: colour.quiet, font: font(), ticks: { stroke: colour.line, size: 4 }, grid: { stroke: colour.line, width: 1 } };
    const every = Math.ceil((edges.length * 52) / (width - 60));
    chart = new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: [-0.6, edges.length - 0.4] }, y: { distr: 3, range: [0.7, top] } },
        axes: [
          { ...axis, grid: { show: false }, splits: () => edges.map((_, i) => i).filter((i) => i % every === 0), values: (_, splits) => splits.map((i) => edgeText(edges[i])) },
          { ...axis, size: 52, splits: () => decades, values: (_, splits) => splits.map(grouped) },
        ],
        series: [{}, { show: true, stroke: "transparent", points: { show: false } }],
        hooks: { draw: [bars] },
      },
      [edges.map((_, i) => i), edges.map(() => 1)],
      place,
    );
  });
}

const MAKERS = { interruption: "an interruption", host_preempted: "the host, for another task", host_waiting: "the host, asleep", unexplained: "nothing that was seen" };

export function gaps(trials, indicative) {
  const blocks = [...byWorkload(trials)].flatMap(([workload, ways]) => {
    const found = [...ways.values()].flatMap((way) => [...way.bins.keys()]);
    if (found.length === 0) return [];
    const edges = edgesBetween(Math.min(...found), Math.max(...found));
    const names = [...ways.keys()];
    const counted = names.map((name) => `${name} ${quantity([...ways.get(name).bins.values()].reduce((sum, number) => sum + number, 0), "gap")}`);
    const place = element("div", { class: "chart", role: "img", "aria-label": `Histogram of gaps under ${workload}: ${counted.join(", ")}. The table beneath has its numbers.` });
    histogram(place, edges, ways);
    const makers = names.flatMap((name) => Object.entries(ways.get(name).makers).filter(([, sum]) => sum.number > 0).map(([maker, sum]) => ({ name, maker, sum })));
    return [
      element("h3", {}, workload),
      element("p", { class: "legend" }, names.map((name) => [element("span", { class: `key ${ways.get(name).drainsAs}` }), `${name}, ${ways.get(name).seconds.toFixed(1)} s`])),
      place,
      element("p", { class: "axis" }, "gaps, by length (at least)"),
      table(
        `Who made the gaps under ${workload}`,
        [
          { name: "Mode", of: (row) => row.name },
          { name: "Made by", of: (row) => MAKERS[row.maker] },
          { name: "Gaps", of: (row) => row.sum.number, number: true },
          { name: "Longest", of: (row) => lengthText(row.sum.longest), number: true },
          { name: "Together", of: (row) => lengthText(row.sum.together), number: true },
        ],
        makers,
      ),
      details(
        "Gaps by length, as numbers",
        table(
          `Gaps by length under ${workload}`,
          [{ name: "At least", of: (edge) => edgeText(edge) }, ...names.map((name) => ({ name, of: (edge) => ways.get(name).bins.get(edge) ?? 0, number: true }))],
          edges,
        ),
      ),
    ];
  });
  if (blocks.length === 0) return null;
  return section(
    "gaps",
    "Gaps",
    element("p", {}, "The subject on each isolated CPU reads the clock in a loop. A gap is a stretch in which it did not run, whoever took the CPU from it.", indicative ? " Without a KVM that works most gaps are the emulator's or the host's, and say nothing of the kernel." : ""),
    blocks,
  );
}

// SPDX-License-Identifier: GPL-2.0-or-later
// One number of a cell, run by run: points, the levels that it had, and where it became another one. The run
// under the pointer, or chosen by the slider beneath, is told.
import uPlot from "uplot";
import { font, keepDrawn } from "../html/charts.js";
import { element } from "../html/dom.js";
import { grouped } from "../html/words.js";
import { day } from "./site.js";

const HEIGHT = 260;

// What is drawn: of what is counted over something the rate, but of what must not come at all the number.
export function values(quantity) {
  const isRate = quantity.by !== "zero" && quantity.over.length > 0;
  return quantity.numbers.map((number, place) => (isRate && quantity.over[place] > 0 ? number / quantity.over[place] : number));
}

export function unitWords(quantity) {
  return quantity.unit + (quantity.by !== "zero" && quantity.per ? ` a ${quantity.per}` : "");
}

export function valueText(value) {
  return Number.isInteger(value) ? grouped(value) : Math.abs(value) >= 1000 ? grouped(Math.round(value)) : String(+value.toPrecision(3));
}

// From zero on, unless a cost's few instructions more or less would not be seen then.
function range(quantity, ys) {
  const [least, most] = [Math.min(...ys), Math.max(...ys)];
  if (quantity.by !== "exactly" || quantity.per) return [0, most === 0 ? 1 : most * 1.3];
  const room = Math.max((most - least) * 0.3, 1);
  return [least - room, most + room];
}

// chosen: told the place of a run among the track's.
export function trendChart(place, track, quantity, chosen) {
  const xs = quantity.at;
  const ys = values(quantity);
  const [low, high] = range(quantity, ys);
  const ends = [...quantity.levels.slice(1).map(([from]) => from), xs.at(-1) + 1];
  let chart = null;
  let shownAt = xs.length - 1;

  const levels = (plot, colour) => {
    const { ctx } = plot;
    const pixel = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    ctx.lineWidth = 2 * pixel;
    ctx.strokeStyle = colour.accent;
    quantity.levels.forEach(([from, level], nth) => {
      const y = Math.round(plot.valToPos(level, "y", true));
      ctx.beginPath();
      ctx.moveTo(plot.valToPos(from - 0.5, "x", true), y);
      ctx.lineTo(plot.valToPos(ends[nth] - 0.5, "x", true), y);
      ctx.stroke();
    });
    ctx.lineWidth = pixel;
    ctx.strokeStyle = colour.quiet;
    ctx.fillStyle = colour.text;
    ctx.setLineDash([4 * pixel, 4 * pixel]);
    ctx.font = font(12 * pixel);
    quantity.levels.slice(1).forEach(([from], nth) => {
      const x = Math.round(plot.valToPos(from - 0.5, "x", true)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(x, plot.bbox.top);
      ctx.lineTo(x, plot.bbox.top + plot.bbox.height);
      ctx.stroke();
      const words = quantity.changes[nth].change === "worse" ? "▲ worse" : "▼ better";
      const left = x + ctx.measureText(words).width + 8 * pixel > plot.bbox.left + plot.bbox.width;
      ctx.textAlign = left ? "right" : "left";
      ctx.fillText(words, x + (left ? -5 : 5) * pixel, plot.bbox.top + (nth % 2 === 0 ? 14 : 30) * pixel);
    });
    ctx.restore();
  };

  // The run that is told, within a ring.
  const ring = (plot, colour) => {
    const { ctx } = plot;
    const pixel = devicePixelRatio;
    ctx.beginPath();
    ctx.arc(plot.valToPos(xs[shownAt], "x", true), plot.valToPos(ys[shownAt], "y", true), 6 * pixel, 0, 2 * Math.PI);
    ctx.lineWidth = 2 * pixel;
    ctx.strokeStyle = colour.text;
    ctx.stroke();
  };

  function choose(at) {
    if (at === null || at === undefined) return;
    shownAt = at;
    chart?.redraw(false);
    chosen(at);
  }

  function draw(width, colour) {
    chart?.destroy();
    const axis = { stroke: colour.quiet, font: font(), ticks: { stroke: colour.line, size: 4 }, grid: { stroke: colour.line, width: 1 } };
    const isSparse = xs.length < width / 8;
    // A day is written where it begins, if there is room since the last one.
    const days = () => {
      const places = [];
      xs.forEach((x, nth) => {
        const isNew = nth === 0 || day(track.runs[x].started) !== day(track.runs[xs[nth - 1]].started);
        if (isNew && (places.length === 0 || ((x - places.at(-1)) * (width - 80)) / Math.max(1, xs.at(-1) - xs[0]) > 92)) places.push(x);
      });
      return places;
    };
    chart = new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
        scales: { x: { time: false, range: [xs[0] - 0.6, xs.at(-1) + 0.6] }, y: { range: [low, high] } },
        axes: [
          { ...axis, grid: { show: false }, splits: days, values: (_, splits) => splits.map((x) => day(track.runs[x].started)) },
          { ...axis, size: 64, values: (_, splits) => splits.map(valueText) },
        ],
        series: [{}, { stroke: colour.other, width: 1, points: { show: isSparse, size: 6, fill: colour.other, stroke: colour.other } }],
        hooks: { draw: [(plot) => levels(plot, colour), (plot) => ring(plot, colour)], ready: [(plot) => plot.over.addEventListener("click", () => choose(plot.cursor.idx))] },
      },
      [xs, ys],
      place,
    );
  }
  keepDrawn(place, draw);
  return { choose };
}

export function chartLabel(quantity) {
  return element("p", { class: "legend" }, element("span", { class: "key" }), "a run", element("span", { class: "key level" }), "level between changes");
}

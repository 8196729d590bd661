// SPDX-License-Identifier: GPL-2.0-or-later
// The isolated CPUs over time, to be zoomed, panned and asked: each interruption has its story. uPlot draws axes
// and keeps scales; lanes.js paints what happened.
import uPlot from "uplot";
import { legend } from "./causes.js";
import { font, keepDrawn } from "./charts.js";
import { element, section } from "./dom.js";
import { LanePainter } from "./lanes.js";
import { storyPanel } from "./story.js";
import { cpusOf, grouped, lengthText, quantity, trialName } from "./words.js";

const LANE = 62; // CSS pixels
const CLOSEST_NS = 2000;
const INCREMENTS = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat(); // ns
const REACH = 5; // CSS pixels around a click

class Timeline {
  constructor(place, asked) {
    this.place = place;
    this.asked = asked; // told of what is selected
    this.chart = null;
    this.selected = null;
    this.hinted = () => {};
    keepDrawn(place, (width, colour) => this.#build(width, colour));
    place.addEventListener("keydown", (event) => this.#key(event));
    this.#listen();
  }

  show(trial, events) {
    this.events = events;
    this.cpus = cpusOf(trial.isolated);
    this.painter = new LanePainter(events, this.cpus);
    this.end = trial.seen.window_closed_ns - trial.seen.window_opened_ns;
    this.from = 0;
    this.until = this.end;
    this.selected = null;
    if (this.width) this.#build(this.width, this.colour);
  }

  #build(width, colour) {
    this.width = width;
    this.colour = colour;
    if (!this.events) return;
    this.chart?.destroy();
    const axis = { stroke: colour.quiet, font: font(), grid: { show: false } };
    const lanes = this.cpus.length;
    this.chart = new uPlot(
      {
        width,
        height: Math.max(LANE * lanes, 90) + 44,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 14, 0, 0],
        scales: { x: { time: false, min: this.from, max: this.until }, y: { range: [0, lanes] } },
        axes: [
          { ...axis, ticks: { stroke: colour.line, size: 5 }, space: 80, incrs: INCREMENTS, values: (_, splits, __, ___, step) => splits.map((ns) => `${(ns / 1e9).toFixed(Math.max(0, Math.min(9, -Math.floor(Math.log10(step / 1e9) + 1e-9))))} s`) },
          { ...axis, stroke: colour.text, size: 58, ticks: { show: false }, splits: () => this.cpus.map((_, i) => lanes - i - 0.5), values: () => this.cpus.map((cpu) => `CPU ${cpu}`) },
        ],
        series: [{}, { stroke: "transparent", points: { show: false } }],
        hooks: { draw: [(plot) => this.painter.paint(plot.ctx, plot.bbox, this.from, this.until, this.colour, this.selected)] },
      },
      [
        [0, this.end],
        [0, 0],
      ],
      this.place,
    );
  }

  #shown(from, until) {
    const wide = Math.min(this.end, Math.max(CLOSEST_NS, until - from));
    this.from = Math.min(Math.max(0, from), this.end - wide);
    this.until = this.from + wide;
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.chart?.setScale("x", { min: this.from, max: this.until });
    });
  }

  zoom(factor, around = (this.from + this.until) / 2) {
    this.#shown(around - (around - this.from) * factor, around + (this.until - around) * factor);
  }

  pan(part) {
    const by = (this.until - this.from) * part;
    this.#shown(this.from + by, this.until + by);
  }

  all() {
    this.#shown(0, this.end);
  }

  // Selects, brings into sight, and tells.
  select(index) {
    if (index === null || index < 0 || index >= this.events.number) return;
    this.selected = index;
    const at = this.events.at[index];
    const wide = this.until - this.from;
    if (at < this.from || at > this.until) this.#shown(at - wide / 2, at + wide / 2);
    this.chart?.redraw(false);
    this.asked(index);
  }

  close(index) {
    const wide = Math.max(this.events.length[index] * 12, 20_000);
    const middle = this.events.at[index] + this.events.length[index] / 2;
    this.#shown(middle - wide / 2, middle + wide / 2);
  }

  step(by) {
    this.select(this.selected === null ? (by > 0 ? 0 : this.events.number - 1) : this.selected + by);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      ArrowRight: () => (event.shiftKey ? this.pan(0.2) : this.step(1)),
      ArrowLeft: () => (event.shiftKey ? this.pan(-0.2) : this.step(-1)),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      0: () => this.all(),
      Escape: () => this.all(),
      Home: () => this.select(0),
      End: () => this.select(this.events.number - 1),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  #over(event) {
    const box = this.chart.over.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const perPixel = (this.until - this.from) / box.width;
    return { time: this.from + x * perPixel, perPixel, cpu: this.cpus[Math.floor((y / box.height) * this.cpus.length)] };
  }

  // What is at one place comes to lie at another, so many times as wide. Places: CSS pixels of the window.
  #follow(was, is, times) {
    const box = this.chart.over.getBoundingClientRect();
    const wide = this.until - this.from;
    const fresh = Math.min(this.end, Math.max(CLOSEST_NS, wide / times));
    const from = this.from + ((was - box.left) / box.width) * wide - ((is - box.left) / box.width) * fresh;
    this.#shown(from, from + fresh);
  }

  // One finger or the left button pans, two fingers or Ctrl and the wheel zoom, a click asks.
  #listen() {
    const { place } = this;
    const down = new Map();
    let moved = 0;
    place.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (down.size === 0) moved = 0;
      down.set(event.pointerId, event);
    });
    place.addEventListener("pointermove", (event) => {
      const before = down.get(event.pointerId);
      if (!before) return this.#hint(event);
      moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
      if (moved > 3 && !place.hasPointerCapture(event.pointerId)) place.setPointerCapture(event.pointerId);
      const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
      const [was, is] = [between(before, other), between(event, other)];
      this.#follow(was.middle, is.middle, was.apart > 10 && is.apart > 10 ? is.apart / was.apart : 1);
      down.set(event.pointerId, event);
    });
    const up = (event) => {
      if (!down.delete(event.pointerId) || event.type === "pointercancel" || moved > 3) return;
      const { cpu, time, perPixel } = this.#over(event);
      const found = cpu === undefined ? null : this.painter.near(cpu, time, REACH * perPixel);
      if (found !== null) this.select(found);
    };
    place.addEventListener("pointerup", up);
    place.addEventListener("pointercancel", up);
    place.addEventListener("pointerleave", () => this.hinted(""));
    place.addEventListener("dblclick", (event) => this.zoom(0.25, this.#over(event).time));
    place.addEventListener(
      "wheel",
      (event) => {
        const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
        if (!event.ctrlKey && !sideways && !event.shiftKey) return; // the page scrolls
        event.preventDefault();
        if (event.ctrlKey) this.zoom(Math.exp(Math.sign(event.deltaY) * Math.min(0.25, Math.abs(event.deltaY) / 100)), this.#over(event).time);
        else this.pan((sideways ? event.deltaX : event.deltaY) / this.width);
      },
      { passive: false },
    );
  }

  #hint(event) {
    if (!this.events) return;
    const { cpu, time, perPixel } = this.#over(event);
    const found = cpu === undefined ? null : this.painter.near(cpu, time, REACH * perPixel);
    place_cursor(this.place, found !== null);
    this.hinted(found === null ? "" : `#${grouped(this.events.first + found + 1)} · CPU ${cpu} · +${(this.events.at[found] / 1e9).toFixed(6)} s · ${lengthText(this.events.length[found])} · ${this.events.shapes[this.events.shape[found]].what || "not seen"}`);
  }
}

// Of one finger, or of two, however they lie.
function between(one, other = one) {
  return { middle: (one.clientX + other.clientX) / 2, apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) };
}

function place_cursor(place, asks) {
  place.style.cursor = asks ? "pointer" : "grab";
}

function button(words, does, label = null) {
  return element("button", { type: "button", onclick: does, "aria-label": label }, words);
}

// → { section, tell(trial, index) }.
export function timeline(seen, directory) {
  const trials = seen.map(({ trial }) => trial);
  const place = element("div", { class: "lanes", tabindex: "0", role: "application", "aria-label": "Timeline of isolated CPUs", "aria-describedby": "timeline-keys" });
  const story = element("div", { class: "story", "aria-live": "polite", "aria-label": "Story of an interruption", role: "region" });
  const hint = element("p", { class: "hint", "aria-hidden": "true" });
  const summary = element("p", { class: "summary" });
  const choice = element("select", { id: "trial" }, seen.map(({ trial, events }, index) => element("option", { value: index }, `${trialName(trial, trials)}: ${quantity(events.number, "interruption")}`)));
  const number = element("input", { id: "number", type: "number", min: "1", inputmode: "numeric", autocomplete: "off" });
  let current = seen[0];

  const chart = new Timeline(place, (index) => {
    const told = current.events.story(index);
    number.value = told.number;
    story.replaceChildren(...[storyPanel(current.trial, trials, told, directory, tell)].flat(2).filter(Boolean));
  });
  const resting = matchMedia("(pointer: coarse)").matches
    ? "Drag to pan, tap an interruption for its story; two fingers zoom."
    : "Drag to pan, click an interruption for its story; Ctrl and wheel zoom.";
  chart.hinted = (words) => (hint.textContent = words || resting);
  chart.hinted("");

  function show(index) {
    current = seen[index];
    choice.value = index;
    chart.show(current.trial, current.events);
    const { trial, events } = current;
    summary.textContent =
      `${quantity(events.number, "interruption")} in ${(chart.end / 1e9).toFixed(2)} s on CPUs ${trial.isolated}` +
      (events.number > 0 ? `; bars are as high as they were long, up to ${lengthText(chart.painter.longest)}, on a logarithmic scale.` : ".") +
      (trial.seen.losses.length > 0 ? " Events were lost: this is not all." : "");
    story.replaceChildren(element("p", { class: "quiet" }, events.number > 0 ? "No interruption is chosen." : "Nothing interrupted these CPUs."));
  }

  // index: in the trial, or with relative from what is selected.
  function tell(trial, index, relative = false) {
    const at = seen.findIndex((each) => each.trial === trial);
    const wanted = relative ? chart.selected + index : index;
    if (current !== seen[at]) show(at);
    chart.close(wanted);
    chart.select(wanted);
    const heading = story.querySelector("h3");
    heading.scrollIntoView({ block: "center" });
    heading.focus({ preventScroll: true });
  }

  function go() {
    const wanted = Number(number.value);
    const found = seen.find(({ events }) => wanted > events.first && wanted <= events.first + events.number);
    if (found) tell(found.trial, wanted - found.events.first - 1);
    else story.replaceChildren(element("p", {}, `There is no interruption ${number.value}.`));
  }

  choice.addEventListener("change", () => show(Number(choice.value)));
  number.addEventListener("keydown", (event) => event.key === "Enter" && go());
  const made = section(
    "timeline",
    "Timeline",
    element(
      "div",
      { class: "controls" },
      element("label", { for: "trial" }, "Trial ", choice),
      element("span", { class: "buttons", role: "group", "aria-label": "Zoom" }, button("+", () => chart.zoom(0.5), "Zoom in"), button("−", () => chart.zoom(2), "Zoom out"), button("All", () => chart.all(), "Show the whole window")),
      element("span", { class: "buttons", role: "group", "aria-label": "Interruption" }, button("‹", () => chart.step(-1), "Previous interruption"), button("›", () => chart.step(1), "Next interruption")),
      element("label", { for: "number", class: "go" }, "Number ", number),
      button("Tell", go),
    ),
    summary,
    legend(),
    place,
    hint,
    element("p", { id: "timeline-keys", class: "keys" }, element("kbd", {}, "←"), " ", element("kbd", {}, "→"), " interruption by interruption, with ", element("kbd", {}, "Shift"), " pan, ", element("kbd", {}, "+"), " ", element("kbd", {}, "−"), " zoom, ", element("kbd", {}, "0"), " all, ", element("kbd", {}, "Home"), " ", element("kbd", {}, "End"), " first and last."),
    story,
  );
  return {
    section: made,
    tell,
    // Once it is in the page, and so has a width: what drains interrupted most is what a reader looks for.
    begin() {
      const drained = seen.map(({ events }) => events.shape.reduce((sum, shape) => sum + (events.shapes[shape].drain_caused ? 1 : 0), 0));
      show(drained.indexOf(Math.max(...drained)));
    },
  };
}

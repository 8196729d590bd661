// SPDX-License-Identifier: GPL-2.0-or-later
// The isolated CPUs of one trial over its window, painted. Where several interruptions share a column, it is as
// high as the longest. Heights are logarithmic: from a tenth of a microsecond to the trial's longest.

const COLUMN = 2; // CSS pixels
const LEAST_NS = 100;

// The first index of a lane whose time is not before.
export function firstFrom(at, lane, time) {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[lane[middle]] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function longestOf(events) {
  let longest = LEAST_NS * 10;
  for (const length of events.length) if (length > longest) longest = length;
  return longest;
}

export class LanePainter {
  constructor(events, cpus) {
    this.events = events;
    this.cpus = cpus;
    this.longest = longestOf(events);
    this.drainCaused = Uint8Array.from(events.shapes, (shape) => (shape.drain_caused ? 1 : 0));
    this.drain = new Float64Array(0);
    this.other = new Float64Array(0);
  }

  // The longest of each column, apart for drains and for the rest.
  #measure(lane, from, until, columns) {
    const { at, length, shape } = this.events;
    const { drain, other, drainCaused } = this;
    drain.fill(0);
    other.fill(0);
    const scale = columns / (until - from);
    // One that began before may reach in; what is longer than a column is seldom.
    const begin = Math.max(0, firstFrom(at, lane, from) - 1);
    for (let i = begin; i < lane.length; ++i) {
      const event = lane[i];
      const starts = (at[event] - from) * scale;
      if (starts >= columns) break;
      const long = length[event];
      const ends = starts + long * scale;
      if (ends < 0) continue;
      const heights = drainCaused[shape[event]] ? drain : other;
      const last = Math.min(columns - 1, ends | 0);
      for (let column = Math.max(0, starts | 0); column <= last; ++column) if (heights[column] < long) heights[column] = long;
    }
  }

  // box: in device pixels; from, until: ns.
  paint(context, box, from, until, colour, selected) {
    const step = COLUMN * devicePixelRatio;
    const columns = Math.max(1, Math.floor(box.width / step));
    if (this.drain.length !== columns) {
      this.drain = new Float64Array(columns);
      this.other = new Float64Array(columns);
    }
    const high = box.height / this.cpus.length;
    this.cpus.forEach((cpu, nth) => {
      const top = Math.round(box.top + nth * high + high * 0.14);
      const floor = Math.round(box.top + (nth + 1) * high - high * 0.1);
      context.fillStyle = colour.lane;
      context.fillRect(box.left, top, box.width, floor - top);
      const lane = this.events.byCpu.get(cpu);
      if (lane) {
        this.#measure(lane, from, until, columns);
        this.#bars(context, { left: box.left, floor, high: floor - top, step }, colour);
      }
      context.fillStyle = colour.line;
      context.fillRect(box.left, floor, box.width, devicePixelRatio);
      if (selected !== null && this.events.cpu[selected] === cpu) this.#mark(context, box, top, floor, from, until, selected, colour);
    });
  }

  #bars(context, { left, floor, high, step }, colour) {
    const decades = Math.log10(this.longest / LEAST_NS);
    const draw = (length, column, fill) => {
      if (length === 0 && fill !== null) return;
      const part = Math.max(0.06, Math.min(1, Math.log10(Math.max(length, LEAST_NS) / LEAST_NS) / decades));
      const tall = Math.round(part * high);
      context.fillStyle = fill;
      context.fillRect(left + column * step, floor - tall, step, tall);
    };
    for (let column = 0; column < this.drain.length; ++column) {
      const drain = this.drain[column];
      const other = this.other[column];
      if (drain === 0 && other === 0) continue;
      // The shorter one in front.
      if (drain >= other) {
        draw(drain, column, colour.drain);
        draw(other, column, colour.other);
      } else {
        draw(other, column, colour.other);
        draw(drain, column, colour.drain);
      }
    }
  }

  #mark(context, box, top, floor, from, until, selected, colour) {
    const scale = box.width / (until - from);
    const x = box.left + (this.events.at[selected] - from) * scale;
    const wide = Math.max(2 * devicePixelRatio, this.events.length[selected] * scale);
    if (x + wide < box.left || x > box.left + box.width) return;
    context.strokeStyle = colour.text;
    context.lineWidth = 1.5 * devicePixelRatio;
    context.strokeRect(x - 2 * devicePixelRatio, top - 2 * devicePixelRatio, wide + 4 * devicePixelRatio, floor - top + 4 * devicePixelRatio);
  }

  // The longest within reach of a place; null: nothing is near.
  near(cpu, time, reach) {
    const lane = this.events.byCpu.get(cpu);
    if (!lane) return null;
    const { at, length } = this.events;
    let found = null;
    for (let i = Math.max(0, firstFrom(at, lane, time - reach) - 1); i < lane.length && at[lane[i]] <= time + reach; ++i)
      if (at[lane[i]] + length[lane[i]] >= time - reach && (found === null || length[lane[i]] > length[found])) found = lane[i];
    return found;
  }
}

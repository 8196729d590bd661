// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions, unpacked: packed_events.hpp says how they lie. A million of them is a dozen typed arrays and no
// object of its own for each. Times: ns from the window's opening.

const NOTICED = ["gap", "short_of_gap", "own_work", "unnoticed", "unwatched"];

async function inflated(base64) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// LEB128; a number may be beyond 2^32, and stays below 2^53.
class Numbers {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  next() {
    let byte = this.bytes[this.at++];
    if (byte < 128) return byte;
    let number = byte & 127;
    let scale = 128;
    do {
      byte = this.bytes[this.at++];
      number += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return number;
  }
  nextSigned() {
    const number = this.next();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }
}

function filled(array, bytes) {
  const numbers = new Numbers(bytes);
  for (let i = 0; i < array.length; ++i) array[i] = numbers.next();
  return array;
}

function summed(array) {
  for (let i = 1; i < array.length; ++i) array[i] += array[i - 1];
  return array;
}

class TrialEvents {
  constructor(packed, columns, shapes, first) {
    this.number = packed.number;
    this.first = first; // the number of its first interruption, less one
    this.shapes = shapes;
    this.cpu = filled(new Uint16Array(packed.number), columns.cpu);
    this.at = summed(filled(new Float64Array(packed.number), columns.at));
    this.length = filled(new Float64Array(packed.number), columns.length);
    this.shape = filled(new Uint32Array(packed.number), columns.shape);
    this.columns = columns;
    this.byCpu = this.#lanes();
  }

  // CPU → the indices of its interruptions, by time.
  #lanes() {
    const sizes = new Map();
    for (const cpu of this.cpu) sizes.set(cpu, (sizes.get(cpu) ?? 0) + 1);
    const lanes = new Map([...sizes].map(([cpu, size]) => [cpu, { indices: new Uint32Array(size), filled: 0 }]));
    for (let i = 0; i < this.number; ++i) {
      const lane = lanes.get(this.cpu[i]);
      lane.indices[lane.filled++] = i;
    }
    return new Map([...lanes].map(([cpu, lane]) => [cpu, lane.indices]));
  }

  // Where the times of each story begin: read once, when somebody asks for the first.
  #places() {
    if (this.places) return;
    this.noticed = filled(new Uint8Array(this.number), this.columns.noticed);
    this.follows = filled(new Uint32Array(this.number), this.columns.follows);
    this.told = filled(new Uint8Array(this.number), this.columns.told);
    this.places = new Uint32Array(this.number);
    const numbers = new Numbers(this.columns.times);
    for (let i = 0; i < this.number; ++i) {
      this.places[i] = numbers.at;
      if (!this.told[i]) continue;
      const { origins, steps } = this.shapes[this.shape[i]];
      for (let left = origins.length + 2 * steps.length; left > 0; --left) numbers.next();
    }
  }

  story(i) {
    this.#places();
    const shape = this.shapes[this.shape[i]];
    const numbers = new Numbers(this.columns.times);
    numbers.at = this.places[i];
    const told = this.told[i] === 1;
    const number = this.first + i + 1;
    return {
      number,
      cpu: this.cpu[i],
      at: this.at[i],
      length: this.length[i],
      noticed: NOTICED[this.noticed[i]],
      follows: this.follows[i] ? number - this.follows[i] : null,
      shape,
      told,
      origins: shape.origins.map((origin) => ({ ...origin, after: told ? numbers.nextSigned() : null })),
      steps: shape.steps.map(([kind, name]) => ({ kind, name, after: told ? numbers.nextSigned() : null, length: told ? numbers.next() : null })),
    };
  }
}

export async function unpackedEvents(base64) {
  const bytes = await inflated(base64);
  const headSize = new DataView(bytes.buffer).getUint32(0, true);
  let from = 4 + headSize;
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, from)));
  let first = 0;
  return head.trials.map((packed) => {
    const columns = {};
    for (const [name, size] of Object.entries(packed.columns)) {
      columns[name] = bytes.subarray(from, from + size);
      from += size;
    }
    const events = new TrialEvents(packed, columns, head.shapes, first);
    first += packed.number;
    return events;
  });
}

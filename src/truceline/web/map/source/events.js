// Events as one canvas layer: positions are worked out when they come in, so that a step of the slider only
// runs through numbers and draws.

import Layer from "ol/layer/Layer.js";
import { fromLonLat } from "ol/proj.js";
import { drawMark } from "./marks.js";
import { faded } from "./palette.js";

const RADIUS = 6.5;
const NEAR = 14;
const ORDINAL = 86400000;

export function ordinal(day) {
  return day ? Math.round(Date.parse(`${day}T00:00:00Z`) / ORDINAL) : -Infinity;
}

export function dayOf(number) {
  return new Date(number * ORDINAL).toISOString().slice(0, 10);
}

export class EventsLayer extends Layer {
  constructor(owner) {
    super({ zIndex: 20 });
    this.owner = owner;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-events";
    this.picked = null;
    this.clear();
  }

  clear() {
    this.mode = "events";
    this.all = [];
    this.steps = [];
    this.shown = { events: 0, done: 0 };
    this.drawn = [];
  }

  load(collection) {
    this.clear();
    this.mode = collection.mode;
    this.steps = (collection.steps ?? []).map(ordinal);
    const confirmed = (one) => one.status === "confirmed" && one.bearing === "breach";
    this.all = collection.features.map((feature) => {
      const told = feature.properties;
      const [x, y] = fromLonLat(feature.geometry.coordinates);
      const one = { id: feature.id, x, y, lat: feature.geometry.coordinates[1], told, visible: true, count: 0 };
      if (this.mode === "events") {
        one.first = ordinal(told.day);
        one.last = ordinal(told.end ?? told.day);
        one.look = {
          kind: told.kind,
          outline: this.owner.marks[told.kind]?.outline,
          said: told.said,
          confirmed: told.register.some(confirmed),
          disputed: told.denied,
          alpha: told.status === "proposed" ? 0.5 : 1,
        };
      }
      return one;
    });
    // The oldest first, so that the newest lies on top.
    if (this.mode === "events") this.all.sort((a, b) => a.first - b.first);
    this.filter(this.owner.until, this.owner.window);
  }

  // Only what happened up to a day, and within so many days before it (0: since ever).
  filter(until, window) {
    const since = window ? until - window + 1 : -Infinity;
    let events = 0;
    let done = 0;
    if (this.mode === "events") {
      for (const one of this.all) {
        one.visible = one.first <= until && one.last >= since;
        if (one.visible) {
          events += 1;
          if (one.told.said === "done") done += 1;
        }
      }
    } else {
      const [from, to] = this.range(until, since);
      for (const one of this.all) {
        one.parts = [];
        one.count = 0;
        for (const [kind, steps] of Object.entries(one.told.kinds)) {
          let sum = 0;
          for (let at = from; at <= to; at += 1) sum += steps[at];
          if (sum) one.parts.push([kind, sum]);
          one.count += sum;
        }
        one.others = 0;
        for (let at = from; at <= to; at += 1) one.others += one.told.others[at];
        one.visible = one.count + one.others > 0;
        events += one.count + one.others;
        done += one.count;
      }
    }
    this.shown = { events, done };
    this.changed();
  }

  // The steps that lie within the days; a step that is cut counts whole.
  range(until, since) {
    let to = this.steps.findIndex((end) => end >= until);
    if (to < 0) to = this.steps.length - 1;
    let from = 0;
    while (from < to && this.steps[from] < since) from += 1;
    return [from, to];
  }

  render(frame) {
    const [width, height] = frame.size;
    const ratio = frame.pixelRatio;
    const canvas = this.canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const [a, b, c, d, e, f] = frame.coordinateToPixelTransform;
    const palette = this.owner.palette;
    this.drawn = [];
    const heaps = new Map();
    for (const one of this.all) {
      if (!one.visible) continue;
      const px = a * one.x + c * one.y + e;
      const py = b * one.x + d * one.y + f;
      if (px < -30 || py < -30 || px > width + 30 || py > height + 30) continue;
      if (this.mode === "squares") {
        this.drawn.push({ px, py, all: [one] });
        continue;
      }
      const key = `${Math.round(px / 3)}/${Math.round(py / 3)}`;
      const heap = heaps.get(key);
      if (heap) heap.all.push(one);
      else heaps.set(key, { px, py, all: [one] });
    }
    if (this.mode === "squares") this.drawSquares(context, palette);
    else {
      this.drawn = [...heaps.values()];
      this.drawEvents(context, palette, frame.viewState.resolution);
    }
    return canvas;
  }

  drawEvents(context, palette, resolution) {
    for (const heap of this.drawn) {
      const picked = heap.all.find((one) => one.id === this.picked);
      const top = picked ?? heap.all[heap.all.length - 1];
      if (picked) this.drawDoubt(context, palette, picked, heap, resolution);
      drawMark(context, top.look, heap.px, heap.py, RADIUS, palette);
      if (heap.all.length > 1) this.badge(context, palette, heap.px + 7, heap.py - 7, heap.all.length);
    }
  }

  // Where the picked event may truly have been.
  drawDoubt(context, palette, one, heap, resolution) {
    const metres = resolution * Math.cos((one.lat * Math.PI) / 180);
    const radius = ((one.told.radius_km ?? 0) * 1000) / metres;
    if (radius > RADIUS) {
      context.beginPath();
      context.arc(heap.px, heap.py, radius, 0, 2 * Math.PI);
      context.fillStyle = faded(palette.pick, 0.1);
      context.fill();
      context.setLineDash([5, 4]);
      context.lineWidth = 1.5;
      context.strokeStyle = palette.pick;
      context.stroke();
      context.setLineDash([]);
    }
    context.beginPath();
    context.arc(heap.px, heap.py, RADIUS * 2, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = palette.pick;
    context.stroke();
  }

  badge(context, palette, x, y, count) {
    const told = this.owner.words.short.format(count);
    context.font = `600 10px ${palette.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const wide = Math.max(14, context.measureText(told).width + 6);
    context.fillStyle = palette.ink;
    context.beginPath();
    context.roundRect(x - wide / 2, y - 7, wide, 14, 7);
    context.fill();
    context.fillStyle = palette.halo;
    context.fillText(told, x, y + 0.5);
  }

  drawSquares(context, palette) {
    let most = 1;
    for (const one of this.all) most = Math.max(most, one.count + one.others);
    context.textAlign = "center";
    context.textBaseline = "middle";
    const placed = this.drawn.sort((a, b) => b.all[0].count - a.all[0].count);
    for (const { px, py, all } of placed) {
      const one = all[0];
      const radius = 6 + 15 * Math.sqrt((one.count + one.others) / most);
      let angle = -Math.PI / 2;
      for (const [kind, sum] of one.parts) {
        const turn = (2 * Math.PI * sum) / (one.count + one.others);
        context.beginPath();
        context.moveTo(px, py);
        context.arc(px, py, radius, angle, angle + turn);
        context.closePath();
        context.fillStyle = palette[kind] ?? palette.other;
        context.fill();
        angle += turn;
      }
      context.beginPath();
      context.arc(px, py, radius, 0, 2 * Math.PI);
      context.lineWidth = 1.4;
      context.strokeStyle = one.id === this.picked ? palette.pick : one.others ? palette.outline : palette.halo;
      if (one.id === this.picked) context.lineWidth = 4;
      context.setLineDash(one.others ? [3, 2] : []);
      context.stroke();
      context.setLineDash([]);
      const inner = Math.min(radius - 2, 11);
      if (radius > 9) {
        context.beginPath();
        context.arc(px, py, inner, 0, 2 * Math.PI);
        context.fillStyle = palette.halo;
        context.fill();
        const told = this.owner.words.short.format(one.count);
        context.font = `600 ${told.length > 3 ? 8 : 10}px ${palette.font}`;
        context.fillStyle = palette.ink;
        context.fillText(told, px, py + 0.5);
      }
    }
  }

  // What lies under a pixel: the nearest heap, if it is near enough.
  at([x, y]) {
    let best = null;
    let near = NEAR;
    for (const heap of this.drawn) {
      const far = Math.hypot(heap.px - x, heap.py - y);
      if (far < near) {
        near = far;
        best = heap;
      }
    }
    return best;
  }

  find(id) {
    return this.all.find((one) => one.id === id);
  }
}


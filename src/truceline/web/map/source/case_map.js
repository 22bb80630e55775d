// One map with its form, slider and table.

import OlMap from "ol/Map.js";
import View from "ol/View.js";
import { defaults as interactions } from "ol/interaction/defaults.js";
import { toLonLat, transformExtent } from "ol/proj.js";
import { Beside } from "./beside.js";
import { EventsLayer, dayOf, ordinal } from "./events.js";
import { baseStyle, fill, groundStyle, tableLayer, townStyle, vector, zoneStyle } from "./layers.js";
import { paletteOf, watchTheme } from "./palette.js";
import { Popup } from "./popup.js";
import { Words } from "./words.js";

const WIDER = 0.15;
const QUIET_MS = 120;
const ROWS_MS = 200;
const AGAIN_MS = 1500;
const STEPS_KM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export class CaseMap {
  constructor(part) {
    this.part = part;
    this.told = JSON.parse(part.dataset.map);
    this.marks = this.told.marks;
    this.words = new Words(this.told, this.told.language);
    this.view = part.querySelector("[data-map-view]");
    this.form = part.querySelector("[data-map-filter]");
    this.status = part.querySelector("[data-map-status]");
    this.loaded = null;
    this.asked = null;
    this.until = ordinal(this.told.last);
    this.window = 0;
    this.palette = paletteOf(this.view);
    this.part.classList.add("map-live");
    this.makeTarget();
    this.makeMap();
    this.popup = new Popup(this);
    this.beside = new Beside(this, part.querySelector("[data-map-table]"));
    this.makeScale();
    this.makeSlider();
    this.listen();
    this.fetchLayers();
  }

  makeTarget() {
    this.target = document.createElement("div");
    this.target.className = "map-target";
    this.target.tabIndex = 0;
    this.target.setAttribute("role", "application");
    this.target.setAttribute("aria-roledescription", this.words.say("map"));
    this.target.setAttribute("aria-label", this.words.say("map_label"));
    this.view.append(this.target);
  }

  makeMap() {
    this.base = vector(baseStyle(this), 0);
    this.zones = vector(zoneStyle(this), 5);
    this.ground = vector(groundStyle(this), 8);
    this.towns = vector(townStyle(this), 12, true);
    this.events = new EventsLayer(this);
    const tables = (this.told.urls.tables ?? []).map((url) => tableLayer(this, url));
    this.map = new OlMap({
      target: this.target,
      controls: [],
      interactions: interactions({ onFocusOnly: true, altShiftDragRotate: false, pinchRotate: false }),
      layers: [this.base, this.zones, this.ground, ...tables, this.towns, this.events],
      view: new View({ enableRotation: false, minZoom: 2, maxZoom: 17, showFullExtent: true }),
    });
    this.fit();
    const buttons = document.createElement("div");
    buttons.className = "map-buttons";
    for (const [name, sign, act] of [
      ["zoom_in", "+", () => this.zoom(1)],
      ["zoom_out", "\u2212", () => this.zoom(-1)],
      ["fit", "\u2922", () => this.fit()],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = this.words.say(name);
      button.setAttribute("aria-label", this.words.say(name));
      button.addEventListener("click", act);
      buttons.append(button);
    }
    this.view.append(buttons);
  }

  zoom(by) {
    const view = this.map.getView();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const zoom = view.getConstrainedZoom(view.getZoom() + by) ?? view.getZoom() + by;
    if (still) view.setZoom(zoom);
    else view.animate({ zoom, duration: 180 });
  }

  fit() {
    const [west, south, east, north] = this.told.bounds;
    const extent = transformExtent([west, Math.max(south, -85), east, Math.min(north, 85)], "EPSG:4326", "EPSG:3857");
    this.map.getView().fit(extent, { padding: [8, 8, 8, 8] });
  }

  makeScale() {
    this.scale = document.createElement("div");
    this.scale.className = "map-scale";
    this.scale.setAttribute("aria-hidden", "true");
    this.view.append(this.scale);
  }

  drawScale() {
    const view = this.map.getView();
    const centre = view.getCenter();
    const resolution = view.getResolution();
    if (!centre || !resolution) return;
    const metres = resolution * Math.cos((toLonLat(centre)[1] * Math.PI) / 180);
    const km = STEPS_KM.filter((one) => (one * 1000) / metres <= 110).pop() ?? STEPS_KM[0];
    const wide = `${Math.round((km * 1000) / metres)}px`;
    this.scale.style.inlineSize = wide;
    this.scale.textContent = this.words.say("km", { n: km });
  }

  makeSlider() {
    this.slider = this.part.querySelector("[data-map-day]");
    this.output = this.part.querySelector("[data-map-day-told]");
    this.windowed = this.part.querySelector("[data-map-window]");
    if (!this.slider) return;
    this.part.querySelector("[data-map-time]").hidden = false;
    this.slider.min = String(ordinal(this.told.first));
    this.slider.max = String(ordinal(this.told.last));
    this.slider.value = this.slider.max;
    this.slider.addEventListener("input", () => this.step());
    this.windowed?.addEventListener("change", () => this.step());
    this.tellDay();
  }

  // One step of the slider: what is loaded is filtered and drawn; nothing is asked for.
  step() {
    const began = performance.now();
    this.until = Number(this.slider.value);
    this.window = Number(this.windowed?.value ?? 0);
    this.events.filter(this.until, this.window);
    if (this.hasGround) this.ground.changed();
    if (this.events.picked && !this.events.find(this.events.picked)?.visible) this.pick(null);
    this.tellDay();
    this.tellCount();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.fillRows(), ROWS_MS);
    this.part.dataset.stepMs = (performance.now() - began).toFixed(2);
  }

  tellDay() {
    if (!this.slider) return;
    const day = dayOf(this.until);
    this.slider.setAttribute("aria-valuetext", this.words.say("up_to", { day }));
    if (this.output) this.output.textContent = day;
  }

  isThen(day) {
    if (!day) return true;
    const at = ordinal(day);
    return at <= this.until && (!this.window || at > this.until - this.window);
  }

  tellCount() {
    if (!this.status) return;
    const { events, done } = this.events.shown;
    const name = this.events.mode === "squares" ? "count_squares" : "count_events";
    const told = [this.words.say(name, { n: events, all: this.count ?? events })];
    if (events > done) told.push(this.words.say("not_done", { n: events - done }));
    if (this.unplaced) told.push(this.words.say("unplaced", { n: this.unplaced }));
    this.status.textContent = told.join(" ");
  }

  listen() {
    watchTheme(() => this.recolour());
    this.map.on("moveend", () => {
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => this.fetchEvents(), QUIET_MS);
      this.drawScale();
    });
    this.map.on("postrender", () => this.popup.place());
    this.map.on("singleclick", (event) => this.click(event));
    this.map.on("pointermove", (event) => {
      if (event.dragging) return;
      const over = this.events.at(event.pixel);
      this.target.classList.toggle("map-over", Boolean(over));
    });
    this.target.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.pick(null);
      else if (event.key === "Home") this.fit();
      else if (event.key === "[" || event.key === "]") this.next(event.key === "]" ? 1 : -1);
      else return;
      event.preventDefault();
    });
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.refilter();
    });
    this.form?.addEventListener("change", () => this.refilter());
  }

  recolour() {
    this.palette = paletteOf(this.view);
    for (const layer of [this.base, this.zones, this.ground, this.towns, this.events]) layer.changed();
  }

  // The next or the one before of the events in view, for those who have no pointer.
  next(by) {
    const seen = this.events.drawn.flatMap((heap) => heap.all);
    if (!seen.length) return;
    const at = seen.findIndex((one) => one.id === this.events.picked);
    const one = seen[(at + by + seen.length) % seen.length] ?? seen[0];
    this.pick(one.id, { scroll: true });
  }

  click(event) {
    const heap = this.events.at(event.pixel);
    if (heap) {
      if (this.events.mode === "squares") this.pick(heap.all[0].id);
      else this.pick(heap.all[heap.all.length - 1].id, { heap: heap.all, scroll: true });
      return;
    }
    const found = this.map.forEachFeatureAtPixel(event.pixel, (feature) => feature, {
      hitTolerance: 4,
      layerFilter: (layer) => layer === this.ground || layer === this.zones,
    });
    this.pick(null);
    if (found && found.getProperties && found.get("part") !== "fringe") {
      this.popup.show(event.coordinate, this.popup.feature(found));
    }
  }

  pick(id, { heap = null, move = false, scroll = false } = {}) {
    const one = id ? this.events.find(id) : null;
    this.events.picked = one ? one.id : null;
    this.events.changed();
    this.beside.mark(one?.id, { scroll });
    if (!one) {
      this.popup.close();
      return;
    }
    const at = [one.x, one.y];
    if (move) this.map.getView().setCenter(at);
    const several = heap ? [one, ...heap.filter((other) => other !== one)] : [one];
    this.popup.show(at, this.events.mode === "squares" ? this.popup.square(one) : this.popup.ofEvents(several));
    this.part.dispatchEvent(new CustomEvent("map:picked", { bubbles: true, detail: { id: one.id } }));
  }

  href(id, kind = "claim") {
    const pattern = this.told.hrefs?.[kind];
    return pattern ? pattern.replace("{id}", encodeURIComponent(id)) : null;
  }

  query() {
    const given = this.form ? new URLSearchParams(new FormData(this.form)) : new URLSearchParams();
    for (const [name, value] of [...given]) if (!value) given.delete(name);
    return given;
  }

  refilter() {
    const query = this.query();
    const address = new URL(location.href);
    for (const name of this.told.fields) address.searchParams.delete(name);
    for (const [name, value] of query) address.searchParams.append(name, value);
    history.replaceState(history.state, "", address);
    this.loaded = null;
    this.fetchEvents();
  }

  async fetchLayers(again = false) {
    if (!again) this.tellLoading();
    const { urls } = this.told;
    const [base, zones, patrols, sightings] = await Promise.all(
      [urls.base, urls.zones, urls.patrols, urls.sightings].map((url) => (url ? this.get(url) : null)),
    );
    if (base) {
      const towns = base.features.filter((one) => one.properties.part === "town");
      fill(this.base, { ...base, features: base.features.filter((one) => one.properties.part !== "town") });
      fill(this.towns, { ...base, features: towns });
    }
    if (zones) fill(this.zones, zones);
    if (sightings?.mode === "later") setTimeout(() => this.fetchLayers(true), AGAIN_MS);
    const ground = [...(patrols?.features ?? []), ...(sightings?.features ?? [])];
    this.hasGround = ground.length > 0;
    fill(this.ground, { type: "FeatureCollection", features: ground });
  }

  inView() {
    const extent = this.map.getView().calculateExtent(this.map.getSize());
    return transformExtent(extent, "EPSG:3857", "EPSG:4326");
  }

  // What is in view, and a little round it; nothing where that is loaded already.
  async fetchEvents() {
    if (!this.map.getSize()) return;
    const [west, south, east, north] = this.inView();
    const zoom = this.map.getView().getZoom();
    if (this.holds(west, south, east, north, zoom)) {
      this.tellCount();
      return;
    }
    const wide = (east - west) * WIDER;
    const high = (north - south) * WIDER;
    const box = [Math.max(-180, west - wide), Math.max(-90, south - high), Math.min(180, east + wide), Math.min(90, north + high)];
    const query = this.query();
    query.set("bbox", box.map((side) => side.toFixed(5)).join(","));
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const url = this.told.urls.events;
    this.view.setAttribute("aria-busy", "true");
    const found = await this.get(`${url}${url.includes("?") ? "&" : "?"}${query}`, signal);
    if (signal.aborted) return;
    this.view.setAttribute("aria-busy", String(found?.mode === "later" || found?.later === true));
    if (!found) return;
    if (found.mode === "later" || found.later) this.askAgain(() => this.refetchEvents());
    if (found.mode === "later") {
      this.tellLater();
      return;
    }
    this.loaded = { box, zoom, mode: found.mode };
    this.count = found.count;
    this.unplaced = found.unplaced;
    this.events.load(found);
    this.tellCount();
    this.fillRows();
    if (this.events.picked && !this.events.find(this.events.picked)) this.pick(null);
    this.part.dataset.loaded = String(Number(this.part.dataset.loaded ?? 0) + 1);
  }

  // What the server is still working out is asked for again, as long as nobody moved on.
  askAgain(what) {
    const { signal } = this.asked;
    setTimeout(() => {
      if (!signal.aborted) what();
    }, AGAIN_MS);
  }

  refetchEvents() {
    this.loaded = null;
    this.fetchEvents();
  }

  tellLater() {
    if (this.status) this.status.textContent = this.words.say("later");
  }

  holds(west, south, east, north, zoom) {
    if (!this.loaded) return false;
    const [left, foot, right, top] = this.loaded.box;
    const within = left <= west && foot <= south && right >= east && top >= north;
    // Squares are of a size for their zoom; single events are good for any.
    return within && (this.loaded.mode === "events" || Math.abs(zoom - this.loaded.zoom) < 0.6);
  }

  fillRows() {
    if (this.events.mode === "events") this.beside.fill(this.events.all.filter((one) => one.visible));
    else this.beside.sum(this.events.all);
  }

  tellLoading() {
    if (this.status) this.status.textContent = this.words.say("loading");
  }

  async get(url, signal) {
    try {
      const answer = await fetch(url, { signal, headers: { Accept: "application/geo+json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } catch (error) {
      if (error.name !== "AbortError" && this.status) this.status.textContent = this.words.say("failed");
      return null;
    }
  }
}


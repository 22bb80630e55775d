// What lies under the events: land, zones with their doubtful edges, rival drawings, patrols, sightings.

import GeoJSON from "ol/format/GeoJSON.js";
import MVT from "ol/format/MVT.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorTileLayer from "ol/layer/VectorTile.js";
import VectorSource from "ol/source/Vector.js";
import VectorTileSource from "ol/source/VectorTile.js";
import CircleStyle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import RegularShape from "ol/style/RegularShape.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { faded, stripes } from "./palette.js";

const FORMAT = new GeoJSON({ featureProjection: "EPSG:3857" });
const SHAPES = { band: "band", polygon: "area", corridor: "road", line: "front", point: "post" };

export function vector(style, zIndex, declutter = false) {
  return new VectorLayer({ source: new VectorSource(), style, zIndex, declutter, updateWhileInteracting: true });
}

export function fill(layer, collection) {
  const source = layer.getSource();
  source.clear(true);
  source.addFeatures(FORMAT.readFeatures(collection));
}

// The view at which a place of so many people earns its name: metres a pixel.
function farthest(rank) {
  if (rank >= 1000000) return 2500;
  if (rank >= 250000) return 900;
  if (rank >= 60000) return 420;
  if (rank >= 15000) return 210;
  return 110;
}

export function baseStyle(owner) {
  return (feature) => {
    const palette = owner.palette;
    const part = feature.get("part");
    if (part === "country") {
      return new Style({
        fill: new Fill({ color: palette.land }),
        stroke: new Stroke({ color: palette.coast, width: 1.3 }),
        zIndex: 0,
      });
    }
    if (part === "province") {
      return new Style({ stroke: new Stroke({ color: palette.border, width: 0.7, lineDash: [4, 3] }), zIndex: 1 });
    }
    return undefined;
  };
}

export function townStyle(owner) {
  return (feature, resolution) => {
    const rank = feature.get("rank");
    if (resolution > farthest(rank)) return undefined;
    const palette = owner.palette;
    const isCity = rank >= 250000;
    return new Style({
      zIndex: rank,
      image: new CircleStyle({ radius: isCity ? 2.4 : 1.7, fill: new Fill({ color: palette.town }) }),
      text: new Text({
        text: feature.get("name"),
        font: `${isCity ? "600 13px" : "11px"} ${palette.font}`,
        fill: new Fill({ color: palette.ink }),
        stroke: new Stroke({ color: faded(palette.land, 0.85), width: 3 }),
        offsetY: -9,
        padding: [1, 2, 1, 2],
      }),
    });
  };
}

export function zoneStyle(owner) {
  return (feature, resolution) => {
    const palette = owner.palette;
    const part = feature.get("part");
    const shape = feature.get("shape");
    const colour = palette[SHAPES[shape]] ?? palette.area;
    const dash = feature.get("settled") ? undefined : [8, 5];
    if (part === "fringe") return new Style({ fill: new Fill({ color: faded(colour, 0.07) }), zIndex: 1 });
    if (part === "open") {
      return new Style({
        fill: new Fill({ color: stripes(colour) }),
        stroke: new Stroke({ color: faded(colour, 0.8), width: 1, lineDash: [2, 3] }),
        zIndex: 3,
      });
    }
    if (part === "drawing" || part === "line") {
      const inForce = part === "line";
      const isRival = feature.get("rivals") > 0;
      return new Style({
        stroke: new Stroke({ color: inForce ? palette.front : palette.rival, width: inForce ? 3 : 2, lineDash: inForce ? undefined : [3, 4] }),
        fill: new Fill({ color: faded(inForce ? palette.front : palette.rival, 0.07) }),
        text: isRival && resolution < 300 ? label(owner, feature.get("drawing"), palette.rival) : undefined,
        zIndex: inForce ? 7 : 6,
      });
    }
    if (shape === "point") {
      return new Style({
        zIndex: 8,
        image: new RegularShape({
          points: 3,
          radius: 5.5,
          angle: Math.PI / 2,
          fill: new Fill({ color: faded(colour, 0.35) }),
          stroke: new Stroke({ color: colour, width: 1.3 }),
        }),
      });
    }
    const isLine = shape === "line";
    return new Style({
      zIndex: isLine ? 5 : shape === "band" ? 4 : 2,
      fill: isLine ? undefined : new Fill({ color: faded(colour, shape === "polygon" ? 0.08 : 0.17) }),
      stroke: new Stroke({ color: colour, width: isLine ? 2.2 : 1.5, lineDash: dash }),
    });
  };
}

function label(owner, text, colour) {
  return new Text({
    text,
    font: `600 11px ${owner.palette.font}`,
    placement: "point",
    overflow: true,
    fill: new Fill({ color: colour }),
    stroke: new Stroke({ color: owner.palette.halo, width: 3 }),
  });
}

export function groundStyle(owner) {
  return (feature, resolution) => {
    const palette = owner.palette;
    const part = feature.get("part");
    if (!owner.isThen(feature.get("day"))) return undefined;
    if (part === "covered") {
      return new Style({
        fill: new Fill({ color: faded(palette.patrol, 0.18) }),
        stroke: new Stroke({ color: palette.patrol, width: 1.4 }),
      });
    }
    if (part === "route") return new Style({ stroke: new Stroke({ color: palette.route, width: 3, lineDash: [1, 6] }) });
    if (part === "zone") {
      return new Style({
        image: new RegularShape({
          points: 4,
          radius: 8,
          fill: new Fill({ color: faded(palette.patrol, 0.5) }),
          stroke: new Stroke({ color: palette.patrol, width: 1.5 }),
        }),
        text: label(owner, owner.words.share.format(feature.get("covered")), palette.ink),
      });
    }
    return sighting(owner, feature, resolution);
  };
}

// An eye: a ring with its pupil; under it how deep behind the line.
function sighting(owner, feature, resolution) {
  const palette = owner.palette;
  const depth = feature.get("depth_km");
  const told = depth === null ? "" : owner.words.say("km", { n: depth });
  const styles = [
    new Style({
      image: new CircleStyle({
        radius: 7,
        fill: new Fill({ color: palette.halo }),
        stroke: new Stroke({ color: palette.sighting, width: 2 }),
      }),
    }),
    new Style({
      image: new CircleStyle({ radius: 2.6, fill: new Fill({ color: palette.sighting }) }),
      text:
        told && resolution < 500
          ? new Text({
              text: told,
              font: `600 11px ${palette.font}`,
              offsetY: 14,
              fill: new Fill({ color: palette.sighting }),
              stroke: new Stroke({ color: palette.halo, width: 3 }),
            })
          : undefined,
    }),
  ];
  return styles;
}

export function tableLayer(owner, url) {
  return new VectorTileLayer({
    zIndex: 10,
    source: new VectorTileSource({ format: new MVT(), url, maxZoom: 16 }),
    style: (feature) => {
      const count = feature.get("count") ?? 1;
      const radius = Math.min(22, 2.5 + 1.4 * Math.log2(count + 1));
      return new Style({
        image: new CircleStyle({
          radius,
          fill: new Fill({ color: faded(owner.palette.table, 0.3) }),
          stroke: new Stroke({ color: owner.palette.table, width: 1 }),
        }),
        text: count > 1 && radius > 9 ? label(owner, owner.words.short.format(count), owner.palette.ink) : undefined,
      });
    },
  });
}

// Colours are kept in the style sheet, so that light, dark and print change in one place.

const NAMES = [
  "sea", "land", "coast", "border", "town", "halo", "ink", "area", "band", "road", "front", "post", "rival",
  "patrol", "route", "sighting", "table", "shell", "air", "ground", "killing", "seizure", "forces", "other",
  "outline", "pick", "square",
];

export function paletteOf(element) {
  const computed = getComputedStyle(element);
  const found = { font: computed.fontFamily };
  for (const name of NAMES) found[name] = computed.getPropertyValue(`--map-${name}`).trim() || "#777";
  return found;
}

export function faded(colour, alpha) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour);
  if (!hex) return colour;
  const wide = hex[1].length === 3 ? [...hex[1]].map((one) => one + one).join("") : hex[1];
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${alpha})`;
}

export function watchTheme(changed) {
  for (const query of ["(prefers-color-scheme: dark)", "print", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", changed);
  }
  const seen = new MutationObserver(changed);
  seen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
}

// Stripes say "it may belong to it" without colour; one canvas pattern for each colour.
const patterns = new Map();

export function stripes(colour) {
  const ratio = Math.max(1, Math.round(devicePixelRatio || 1));
  const key = `${colour}/${ratio}`;
  if (!patterns.has(key)) {
    const side = 9 * ratio;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    context.strokeStyle = faded(colour, 0.55);
    context.lineWidth = 1.4 * ratio;
    context.beginPath();
    for (const shift of [-side, 0, side]) {
      context.moveTo(shift, side);
      context.lineTo(shift + side, 0);
    }
    context.stroke();
    patterns.set(key, context.createPattern(canvas, "repeat"));
  }
  return patterns.get(key);
}

// The shapes of events: each sort of act has its own, so that none is told by colour alone.

export function trace(context, outline, x, y, radius) {
  context.beginPath();
  if (!outline) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  outline.forEach(([dx, dy], number) => {
    if (number) context.lineTo(x + dx * radius, y + dy * radius);
    else context.moveTo(x + dx * radius, y + dy * radius);
  });
  context.closePath();
}

const DASHES = { planned: [3, 2], refused: [3, 2], unsure: [1, 2] };

// What is told as done is filled; whatever else is said of it is hollow, and a stroke through it denies it.
export function drawMark(context, look, x, y, radius, palette) {
  const colour = palette[look.kind] ?? palette.other;
  trace(context, look.outline, x, y, radius);
  context.globalAlpha = look.alpha;
  if (look.said === "done") {
    context.fillStyle = colour;
    context.fill();
    context.setLineDash([]);
    context.lineWidth = look.confirmed ? 2 : 1.1;
    context.strokeStyle = look.confirmed ? palette.outline : palette.halo;
    context.stroke();
  } else {
    context.fillStyle = palette.halo;
    context.fill();
    context.setLineDash(DASHES[look.said] ?? []);
    context.lineWidth = 1.8;
    context.strokeStyle = colour;
    context.stroke();
    context.setLineDash([]);
  }
  if (look.said === "denied" || look.said === "refused" || look.disputed) {
    context.lineWidth = 1.6;
    context.strokeStyle = look.disputed ? palette.halo : colour;
    context.beginPath();
    context.moveTo(x - radius * 1.3, y + radius * 1.3);
    context.lineTo(x + radius * 1.3, y - radius * 1.3);
    context.stroke();
  }
  context.globalAlpha = 1;
}

import type uPlot from 'uplot';
import type { DayPlot, Token } from './day-plot.ts';

const DASH_PX = [2, 3];
const NAME_GAP_PX = 6;
const NAME_HEIGHT_PX = 14;

/** Draws a plot's targets, lowest first: a dotted line each, with its name in the margin on the right. */
export function drawTargets(
  { ctx, bbox, valToPos, width }: uPlot,
  targets: DayPlot['targets'],
  font: string,
  colour: (token: Token) => string,
): void {
  const ratio = ctx.canvas.width / width;
  const right = bbox.left + bbox.width;
  const lines = targets.map(({ name, value }) => ({ name, y: Math.round(valToPos(value, 'y', true)) }));
  const lowest = lines[0]?.y ?? 0;
  const highest = lines.at(-1)?.y ?? 0;
  /** The distance by which the outer names move off their lines, so that near ones do not touch. */
  const apart = lines.length > 1 ? Math.max(0, NAME_HEIGHT_PX * ratio - (lowest - highest)) / 2 : 0;
  ctx.save();
  ctx.font = font.replace(/^\d+(?=px)/, (size) => String(Number(size) * ratio));
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = ratio;
  ctx.setLineDash(DASH_PX.map((length) => length * ratio));
  ctx.strokeStyle = colour('--edge');
  ctx.fillStyle = colour('--muted');
  for (const { name, y } of lines) {
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    ctx.fillText(name, right + NAME_GAP_PX * ratio, y === lowest ? y + apart : y - apart);
  }
  ctx.restore();
}

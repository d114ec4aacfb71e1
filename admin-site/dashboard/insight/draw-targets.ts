import type uPlot from 'uplot';
import type { DayPlot, Token } from './day-plot.ts';

const DASH_PX = [2, 3];
const NAME_GAP_PX = 6;
/** How far the lowest name stands below its line and the highest above, so that near ones do not touch. */
const APART_PX = 5;

/** Draws a plot's targets, lowest first: a dotted line each, with its name in the margin on the right. */
export function drawTargets(
  { ctx, bbox, valToPos, width }: uPlot,
  targets: DayPlot['targets'],
  font: string,
  colour: (token: Token) => string,
): void {
  const ratio = ctx.canvas.width / width;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.font = font.replace(/^\d+(?=px)/, (size) => String(Number(size) * ratio));
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = ratio;
  ctx.setLineDash(DASH_PX.map((length) => length * ratio));
  ctx.strokeStyle = colour('--edge');
  ctx.fillStyle = colour('--muted');
  for (const [index, { name, value }] of targets.entries()) {
    const y = Math.round(valToPos(value, 'y', true));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    const lower = targets.length > 1 && index === 0;
    ctx.fillText(name, right + NAME_GAP_PX * ratio, y + (lower ? APART_PX : -APART_PX) * ratio);
  }
  ctx.restore();
}

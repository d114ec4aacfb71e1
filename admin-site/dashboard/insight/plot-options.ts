import uPlot from 'uplot';
import type { DayPlot, Line, Token } from './day-plot.ts';
import { namedDays, shortDay } from './days.ts';
import { drawTargets } from './draw-targets.ts';

/** The properties of the page that a chart needs. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly font: string;
  /** The token's colour in the scheme that is on now. */
  readonly colour: (token: Token) => string;
  /** Called with the index of the day under the pointer, null if there is none. */
  readonly onDay: (index: number | null) => void;
  /** Called with each picture when it is drawn. */
  readonly onDrawn: (picture: HTMLCanvasElement) => void;
}

const DAY_NAME_PX = 72;
const HALF_A_DAY_NAME_PX = 20;
const TARGET_NAME_PX = 36;
const CHARACTER_PX = 6.5;

/** A plot by day as uPlot takes it: days by their index, so that each has the same room and none depends on a time zone. */
export function plotOptions(plot: DayPlot, { width, height, font, colour, onDay, onDrawn }: Canvas): uPlot.Options {
  const last = plot.days.length - 1;
  const label = () => colour('--muted');
  const ruled = { stroke: () => colour('--line'), width: 1 };
  return {
    width,
    height,
    padding: [16, plot.targets.length > 0 ? TARGET_NAME_PX : HALF_A_DAY_NAME_PX, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.5, last + 0.5] },
      y: { range: (_, __, most) => [0, topOf(plot, most)] },
    },
    axes: [
      {
        font,
        stroke: label,
        size: 28,
        gap: 6,
        grid: { show: false },
        ticks: { show: false },
        border: { show: true, ...ruled },
        splits: (self) => namedDays(plot.days.length, Math.floor(self.width / DAY_NAME_PX)),
        values: (_, indices) => indices.map((index) => shortDay(plot.days[index] ?? '')),
      },
      {
        font,
        stroke: label,
        size: (_, names) => Math.max(1, ...(names ?? []).map((name) => name.length)) * CHARACTER_PX + 14,
        gap: 8,
        space: 36,
        incrs: [...plot.steps],
        grid: ruled,
        ticks: { show: false },
        values: (_, values) => values.map((value) => (value === 0 ? '0' : plot.format(value))),
      },
    ],
    series: [{}, ...plot.lines.map((line) => seriesOf(line, plot.days.length, colour))],
    hooks: {
      draw: [(self) => drawTargets(self, plot.targets, font, colour), ({ ctx }) => onDrawn(ctx.canvas)],
      setCursor: [({ cursor }) => onDay(cursor.idx ?? null)],
    },
  };
}

/** Room above the highest value and above the targets; an empty picture has a scale too. */
const topOf = ({ steps, targets }: DayPlot, most: number | null): number =>
  1.1 * Math.max(4 * (steps[0] ?? 1), most ?? 0, ...targets.map(({ value }) => value));

function seriesOf({ shape, colour: token }: Line, days: number, colour: Canvas['colour']): uPlot.Series {
  const stroke = () => colour(token);
  const { bars } = uPlot.paths;
  if (shape === 'bars' && bars) {
    return { stroke, fill: stroke, width: 0, paths: bars({ size: [0.62, 28], radius: 0.12 }), points: { show: false } };
  }
  const surface = () => colour('--surface');
  const points = { show: true, size: days > 31 ? 4 : 6, width: 1.5, stroke, fill: shape === 'line' ? stroke : surface };
  return { stroke, width: 1.5, spanGaps: true, points, ...(shape === 'dashes' && { dash: [5, 4] }) };
}

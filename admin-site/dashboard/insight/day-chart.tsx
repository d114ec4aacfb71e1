import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { DayPlot, Line, Token } from './day-plot.ts';
import { longDay } from './days.ts';
import { showAsTable, targetsKey } from './messages.ts';
import { plotOptions } from './plot-options.ts';

const HEIGHT_PX = 208;
const swatchSize = { viewBox: '0 0 18 10', width: 18, height: 10 } as const;

/** A picture of numbers by day with its key, which tells the day under the pointer; `children` are the table behind it. */
export function DayChart(props: {
  readonly plot: DayPlot;
  readonly gist: string;
  readonly children: ComponentChildren;
}) {
  const { plot, gist } = props;
  const frame = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLImageElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  // Polls that change nothing must not take the pointer's day away.
  const picture = JSON.stringify(plot);

  useLayoutEffect(() => {
    const [element, sample] = [frame.current, probe.current];
    if (!element || !sample) return;
    const colour = (token: Token) => {
      sample.style.color = `var(${token})`;
      return getComputedStyle(sample).color;
    };
    const size = () => ({ width: element.clientWidth, height: HEIGHT_PX });
    const font = `12px ${getComputedStyle(element).fontFamily}`;
    const data: uPlot.AlignedData = [
      plot.days.map((_, index) => index),
      ...plot.lines.map(({ values }) => [...values]),
    ];
    const onDrawn = (canvas: HTMLCanvasElement) => {
      if (paper.current) paper.current.src = canvas.toDataURL();
    };
    const options = plotOptions(plot, { ...size(), font, colour, onDay: setPointedAt, onDrawn });
    const drawn = new uPlot(options, data, element);
    const resizing = new ResizeObserver(() => drawn.setSize(size()));
    resizing.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const recolour = () => drawn.redraw(false);
    dark.addEventListener('change', recolour);
    return () => {
      resizing.disconnect();
      dark.removeEventListener('change', recolour);
      drawn.destroy();
    };
  }, [picture]);

  const day = pointedAt === null ? undefined : plot.days[pointedAt];
  return (
    <div class="chart">
      <ul class="key">
        {plot.lines.map((line) => (
          <li key={line.name}>
            <Swatch line={line} />
            {line.name} <b>{day === undefined ? line.figure : valueAt(line, pointedAt ?? 0, plot)}</b>
          </li>
        ))}
      </ul>
      <p class="aside">
        {day === undefined ? plot.targets.length > 0 && <TargetsKey targets={plot.targets} /> : longDay(day)}
      </p>
      <div class="canvas" role="img" aria-label={gist} ref={frame} />
      {/* Paper has another width, and WebKit prints a canvas black. */}
      <img class="only-printed" alt="" ref={paper} />
      <span hidden ref={probe} />
      <details>
        <summary>{showAsTable}</summary>
        {props.children}
      </details>
    </div>
  );
}

function valueAt({ values }: Line, index: number, { format }: DayPlot): string {
  const value = values[index];
  return value == null ? '–' : format(value);
}

const Swatch = ({ line: { shape, colour } }: { readonly line: Line }) => (
  <svg {...swatchSize} aria-hidden="true" style={{ color: `var(${colour})` }}>
    {shape === 'bars' ? (
      <path fill="currentColor" d="M3 10V4h4v6zm7 0V0h4v10z" />
    ) : (
      <>
        <path
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          d="M0 5h18"
          stroke-dasharray={shape === 'dashes' ? '4 3' : undefined}
        />
        <circle
          cx="9"
          cy="5"
          r="2.5"
          stroke="currentColor"
          stroke-width="1.5"
          fill={shape === 'line' ? 'currentColor' : 'var(--surface)'}
        />
      </>
    )}
  </svg>
);

const TargetsKey = ({ targets }: Pick<DayPlot, 'targets'>) => (
  <>
    <svg {...swatchSize} aria-hidden="true">
      <path fill="none" stroke="var(--edge)" stroke-dasharray="2 3" d="M0 5h18" />
    </svg>{' '}
    {targetsKey(targets.map(({ name }) => name).join(', '))}
  </>
);

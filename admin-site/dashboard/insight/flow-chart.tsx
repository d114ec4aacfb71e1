import type { Stats } from '#dashboard/wire/stats.ts';
import { DayChart } from './day-chart.tsx';
import { longDay } from './days.ts';
import { closed, flowGist, opened } from './gist.ts';
import { columns } from './messages.ts';

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Opened against closed by day. */
export function FlowChart({ days }: Pick<Stats, 'days'>) {
  const plot = {
    days: days.map(({ day }) => day),
    lines: [
      {
        name: columns.opened,
        shape: 'bars',
        colour: '--bar',
        values: days.map(({ opened }) => opened),
        figure: String(opened(days)),
      },
      {
        name: columns.closed,
        shape: 'line',
        colour: '--success',
        values: days.map(({ closed }) => closed),
        figure: String(closed(days)),
      },
    ],
    targets: [],
    steps: STEPS,
    format: String,
  } as const;
  return (
    <DayChart plot={plot} gist={flowGist(days)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.day}</th>
            <th scope="col">{columns.opened}</th>
            <th scope="col">{columns.closed}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, opened, closed }) => (
            <tr key={day}>
              <th scope="row">{longDay(day)}</th>
              <td>{opened}</td>
              <td>{closed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DayChart>
  );
}

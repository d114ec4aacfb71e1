import type { Stats } from '#dashboard/wire/stats.ts';
import { DayChart } from './day-chart.tsx';
import { longDay } from './days.ts';
import { durationOf, timeToCloseOf } from './duration.ts';
import { timesGist } from './gist.ts';
import { columns } from './messages.ts';

const HOUR = 3600;
const STEPS = [1, 2, 4, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 4320, 8640].map((hours) => hours * HOUR);

/** Time to close by day, against the targets. */
export function TimesChart({ stats }: { readonly stats: Stats }) {
  const { days, timeToClose, targets } = stats;
  const { good, late } = targets.hoursToClose;
  const plot = {
    days: days.map(({ day }) => day),
    lines: [
      {
        name: columns.median,
        shape: 'line',
        colour: '--accent-text',
        values: days.map((day) => day.timeToClose.median),
        figure: timeToCloseOf(timeToClose.median),
      },
      {
        name: columns.p90,
        shape: 'dashes',
        colour: '--muted',
        values: days.map((day) => day.timeToClose.p90),
        figure: timeToCloseOf(timeToClose.p90),
      },
    ],
    targets: [
      { name: `${good} h`, value: good * HOUR },
      { name: `${late} h`, value: late * HOUR },
    ],
    steps: STEPS,
    format: durationOf,
  } as const;
  return (
    <DayChart plot={plot} gist={timesGist(stats)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.day}</th>
            <th scope="col">{columns.closed}</th>
            <th scope="col">{columns.average}</th>
            <th scope="col">{columns.median}</th>
            <th scope="col">{columns.p90}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, closed, timeToClose: { average, median, p90 } }) => (
            <tr key={day}>
              <th scope="row">{longDay(day)}</th>
              <td>{closed}</td>
              <td>{timeToCloseOf(average)}</td>
              <td>{timeToCloseOf(median)}</td>
              <td>{timeToCloseOf(p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DayChart>
  );
}

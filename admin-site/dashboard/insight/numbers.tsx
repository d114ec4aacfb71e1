import type { ComponentChildren } from 'preact';
import { totalOf } from '#core/views/stats.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { backlogOf } from './backlog.ts';
import { type Bar, BarTable } from './bar-table.tsx';
import { Figures } from './figures.tsx';
import { FlowChart } from './flow-chart.tsx';
import { closed, opened } from './gist.ts';
import { TimesChart } from './times-chart.tsx';

const MAX_WORDS = 10;
const priorityNames = { high: 'High', normal: 'Normal', low: 'Low' } as const;

/** What the desk's numbers tell, picture by picture; a desk without tickets has none to tell. */
export function Numbers({ stats }: { readonly stats: Stats }) {
  const { days, counts, byTier, byPriority, subjects, words } = stats;
  if (totalOf(counts) === 0) return <EmptyDesk />;
  const period = `the last ${days.length} days`;
  return (
    <>
      <Figures stats={stats} />
      <div class="pictures">
        <Picture
          title="Opened and closed by day"
          none={opened(days) + closed(days) === 0 && `No ticket was opened or closed in ${period}.`}
        >
          <FlowChart days={days} />
        </Picture>
        <Picture title="Time to close by day" none={closed(days) === 0 && `No ticket was closed in ${period}.`}>
          <TimesChart stats={stats} />
        </Picture>
        <Picture
          title="Age of tickets not closed"
          none={counts.open + counts.in_progress === 0 && 'Every ticket is closed.'}
        >
          <BarTable columns={['Age', 'Tickets']} bars={backlogOf(stats)} />
        </Picture>
        <div class="stack">
          <Picture title="Support tiers">
            <BarTable columns={['Tier', 'Tickets', 'Not closed']} bars={byTier.map((tier) => barOf(tier.tier, tier))} />
          </Picture>
          <Picture title="Priorities">
            <BarTable
              columns={['Priority', 'Tickets', 'Not closed']}
              bars={byPriority.map((priority) => barOf(priorityNames[priority.priority], priority))}
            />
          </Picture>
        </div>
        <Picture title="Common subjects" none={subjects.length === 0 && `No two tickets of ${period} share a subject.`}>
          <BarTable
            columns={['Subject', 'Tickets']}
            bars={subjects.map(({ term: name, count }) => ({ name, count }))}
          />
        </Picture>
        <Picture title="Common words in subjects" none={words.length === 0 && `No word stands out in ${period}.`}>
          <BarTable
            columns={['Word', 'Tickets']}
            bars={words.slice(0, MAX_WORDS).map(({ term: name, count }) => ({ name, count }))}
          />
        </Picture>
      </div>
    </>
  );
}

const barOf = (name: string, counts: Stats['counts']): Bar => ({
  name,
  count: totalOf(counts),
  more: counts.open + counts.in_progress,
});

/** A picture under its title; `none` says why there is nothing to see, if there is not. */
const Picture = (props: {
  readonly title: string;
  readonly none?: string | false;
  readonly children: ComponentChildren;
}) => (
  <section>
    <h3>{props.title}</h3>
    {props.none ? <p class="none">{props.none}</p> : props.children}
  </section>
);

const EmptyDesk = () => (
  <div class="empty">
    <h3>No tickets yet</h3>
    <p>The pictures begin with the first ticket that a customer sends.</p>
  </div>
);

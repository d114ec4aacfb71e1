import type { ComponentChildren } from 'preact';
import { totalOf } from '#core/views/stats.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { backlogOf } from './backlog.ts';
import { type Bar, BarTable } from './bar-table.tsx';
import { Figures } from './figures.tsx';
import { FlowChart } from './flow-chart.tsx';
import { closed, opened } from './gist.ts';
import * as texts from './messages.ts';
import { TimesChart } from './times-chart.tsx';

const MAX_WORDS = 10;

type ResponseTargets = NonNullable<Stats['responseTargets']>;

/** The desk's numbers, chart by chart; a desk without tickets has none. */
export function Numbers({ stats }: { readonly stats: Stats }) {
  const { days, counts, byTier, byPriority, responseTargets, subjects, words } = stats;
  if (totalOf(counts) === 0) return <EmptyDesk />;
  const { columns } = texts;
  const period = texts.lastDays(days.length);
  return (
    <>
      <Figures stats={stats} />
      <div class="pictures">
        <Picture title={texts.flowTitle} none={opened(days) + closed(days) === 0 && texts.flowNone(period)}>
          <FlowChart days={days} />
        </Picture>
        <Picture title={texts.timesTitle} none={closed(days) === 0 && texts.timesNone(period)}>
          <TimesChart stats={stats} />
        </Picture>
        <Picture title={texts.backlogTitle} none={counts.open + counts.in_progress === 0 && texts.backlogNone}>
          <BarTable columns={[columns.age, columns.tickets]} bars={backlogOf(stats)} />
        </Picture>
        <div class="stack">
          <Picture title={texts.tiersTitle}>
            <BarTable
              columns={[columns.tier, columns.tickets, columns.notClosed]}
              bars={byTier.map((tier) => barOf(tier.tier, tier))}
            />
          </Picture>
          <Picture title={texts.prioritiesTitle}>
            <BarTable
              columns={[columns.priority, columns.tickets, columns.notClosed]}
              bars={byPriority.map((priority) => barOf(texts.priorityNames[priority.priority], priority))}
            />
          </Picture>
        </div>
        {responseTargets && <TargetPictures targets={responseTargets} />}
        <Picture title={texts.subjectsTitle} none={subjects.length === 0 && texts.subjectsNone(period)}>
          <BarTable
            columns={[columns.subject, columns.tickets]}
            bars={subjects.map(({ term: name, count }) => ({ name, count }))}
          />
        </Picture>
        <Picture title={texts.wordsTitle} none={words.length === 0 && texts.wordsNone(period)}>
          <BarTable
            columns={[columns.word, columns.tickets]}
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

/** The targets of first replies and of closing that were met and missed, by tier and agent. */
function TargetPictures({ targets: { by_tier, by_agent } }: { readonly targets: ResponseTargets }) {
  const { columns } = texts;
  const groups = [
    { column: columns.tier, rows: by_tier.map(({ support_tier: name, ...of }) => ({ name, ...of })) },
    {
      column: columns.agent,
      rows: by_agent.map(({ agent, ...of }) => ({ name: agent?.name ?? texts.unassigned, ...of })),
    },
  ];
  return (['reply', 'resolve'] as const).map((kind) => (
    <div key={kind} class="stack">
      {groups.map(({ column, rows }) => {
        const counted = rows.filter((row) => row[kind].met + row[kind].missed > 0);
        return (
          <Picture
            key={column}
            title={texts.targetTitles[kind](column)}
            none={counted.length === 0 && texts.targetsNone}
          >
            <BarTable
              columns={[column, columns.met, columns.missed]}
              bars={counted.map((row) => ({ name: row.name, count: row[kind].met, more: row[kind].missed }))}
            />
          </Picture>
        );
      })}
    </div>
  ));
}

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
    <h3>{texts.emptyTitle}</h3>
    <p>{texts.emptyText}</p>
  </div>
);

import { batch } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { queryOf } from '#dashboard/model/place.ts';
import { visible } from '#dashboard/model/text.ts';
import { exactTime, instant } from '#dashboard/model/time.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { durationOf, timeToCloseOf } from './duration.ts';
import * as texts from './messages.ts';
import { openVerdict, timeVerdict, type Verdict } from './verdict.ts';

/** The numbers that come first, each with what it means. */
export function Figures({ stats }: { readonly stats: Stats }) {
  const { counts, today, timeToClose, targets, responseTargets, oldestOpen } = stats;
  return (
    <dl class="figures">
      <Figure name={texts.openNow} value={counts.open} verdict={openVerdict(counts.open, targets)}>
        <Gauge value={counts.open} target={targets.open} />
      </Figure>
      <Figure name={texts.today} value={texts.openedToday(today.opened)}>
        {texts.closedToday(today.closed)}
      </Figure>
      <Figure
        name={texts.medianTime}
        value={timeToCloseOf(timeToClose.median)}
        verdict={timeVerdict(timeToClose.median, targets)}
      />
      <Figure
        name={texts.averageTime}
        value={timeToCloseOf(timeToClose.average)}
        verdict={timeVerdict(timeToClose.average, targets)}
      />
      <Figure
        name={texts.columns.p90}
        value={timeToCloseOf(timeToClose.p90)}
        verdict={timeVerdict(timeToClose.p90, targets)}
      />
      {responseTargets && (
        <Figure name={texts.medianReply} value={timeToCloseOf(responseTargets.time_to_reply.median)} />
      )}
      <OldestOpen ticket={oldestOpen} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | number;
  readonly verdict?: Verdict | undefined;
  readonly children?: ComponentChildren;
}

const Figure = ({ name, value, verdict, children }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd class="value">{value}</dd>
    {verdict && <dd class={`verdict ${verdict.tone}`}>{verdict.text}</dd>}
    {children && <dd>{children}</dd>}
  </div>
);

/** A bar with a mark at the target; the words beside it say the same. */
function Gauge({ value, target }: { readonly value: number; readonly target: number }) {
  const full = 1.25 * Math.max(value, target, 1);
  const share = (part: number) => `${(100 * part) / full}%`;
  return (
    <span class="gauge" aria-hidden="true">
      <span class="level" style={{ inlineSize: share(value) }} />
      <span class="mark" style={{ insetInlineStart: share(target) }} />
    </span>
  );
}

function OldestOpen({ ticket }: { readonly ticket: Stats['oldestOpen'] }) {
  const desk = useDesk();
  if (!ticket)
    return (
      <Figure name={texts.oldestOpen} value="–">
        {texts.noneOpen}
      </Figure>
    );
  const { id, subject, createdAt } = ticket;
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    batch(() => {
      desk.showFilter('open');
      openTicket(desk, id);
    });
  };
  const age = durationOf(Math.max(0, desk.session.now.value - instant(createdAt)) / 1000);
  return (
    <Figure name={texts.oldestOpen} value={age}>
      <a href={queryOf({ filter: 'open', ticketId: id })} title={exactTime(createdAt)} dir="auto" onClick={open}>
        {visible(subject)}
      </a>
    </Figure>
  );
}

import { useLayoutEffect, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { withKey } from '#dashboard/page/actions.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CheckIcon, CrossIcon, PersonIcon, PriorityIcon, SnoozeIcon, TagIcon } from '#dashboard/parts/icons.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { bulkOf } from './bulk.ts';
import { markMore } from './keys.ts';
import * as words from './messages.ts';
import { reasonFor } from './runs.ts';

/** Says how many tickets are marked, does something to all of them, and says how far that is. */
export function BulkBar() {
  const bulk = bulkOf(useDesk());
  const bar = useRef<HTMLElement>(null);
  const isShown = bulk.isShown.value;
  useLayoutEffect(() => followHeight(bar.current), [isShown]);
  if (!isShown) return null;
  return (
    <section class="bulk-bar" ref={bar} aria-label={words.bar}>
      {bulk.isBusy.value ? <Progress /> : <Selection />}
      <p class="visually-hidden" role="status">
        {bulk.isBusy.value ? '' : words.selected(bulk.marks.value.size)}
      </p>
      <RefusedTickets />
      <Choosing />
    </section>
  );
}

/** Has toasts stand above the bar. */
function followHeight(bar: HTMLElement | null): (() => void) | undefined {
  if (!bar) return undefined;
  const resized = new ResizeObserver(() =>
    document.documentElement.style.setProperty('--bulk-bar', `${bar.offsetHeight}px`),
  );
  resized.observe(bar);
  return () => resized.disconnect();
}

/** The choices for the marked tickets, whose code loads with the first mark: what is typed after the key is for them. */
function Choosing() {
  const { choosing, markedTickets, change } = bulkOf(useDesk());
  const field = choosing.value;
  const part = useLater(() => import('./field-dialog.tsx'));
  if (typeof part !== 'object') return null;
  const close = () => {
    choosing.value = undefined;
  };
  const label = words.headings[field ?? 'assignee'];
  return <part.loaded.FieldDialog tickets={markedTickets.value} {...{ field, label, close, change }} />;
}

function Selection() {
  const desk = useDesk();
  const bulk = bulkOf(desk);
  const count = bulk.marks.value.size;
  const elsewhere = bulk.elsewhere.value;
  const failure = bulk.finding.failure.value;
  const isAnyOpen = bulk.markedTickets.value.some(({ status }) => status !== 'closed');
  const isAnyClosed = bulk.markedTickets.value.some(({ status }) => status === 'closed');
  return (
    <>
      <div class="bulk-line">
        <strong>{words.selected(count)}</strong>
        {elsewhere > 0 && <span class="hint">{words.elsewhere(elsewhere)}</span>}
        <MoreButton />
        <button
          class="quiet small clear"
          type="button"
          aria-label={words.clear}
          title={withKey('back', words.clear)}
          onClick={bulk.clear}
        >
          <CrossIcon />
        </button>
      </div>
      {failure !== undefined && <p class="hint">{words.notFound(failure)}</p>}
      {count > 0 && (
        <div class="bulk-line">
          {isAnyOpen && (
            <button class="small" type="button" title={withKey('close')} onClick={bulk.workOf('close')}>
              <CheckIcon /> {words.close}
            </button>
          )}
          {isAnyClosed && (
            <button
              class="small"
              type="button"
              title={withKey('markOpen', words.reopen)}
              onClick={bulk.workOf('markOpen')}
            >
              {words.reopen}
            </button>
          )}
          <button class="small" type="button" title={withKey('assign')} onClick={bulk.workOf('assign')}>
            <PersonIcon /> {words.assign}
          </button>
          <button class="small" type="button" title={withKey('priority')} onClick={bulk.workOf('priority')}>
            <PriorityIcon priority="high" /> {words.priority}
          </button>
          <button class="small" type="button" title={withKey('tags')} onClick={bulk.workOf('tags')}>
            <TagIcon /> {words.tags}
          </button>
          {isAnyOpen && (
            <button class="small" type="button" title={withKey('snooze')} onClick={bulk.workOf('snooze')}>
              <SnoozeIcon /> {words.snooze}
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** Marks what is loaded, and then all that the list has. */
function MoreButton() {
  const desk = useDesk();
  const bulk = bulkOf(desk);
  const rows = desk.list.found.value;
  const isWhole = desk.pages.more.value === 'none' && desk.pages.earlier.value === 'none';
  const { filter, q } = desk.list.listing.value;
  const missing = rows.some(({ id }) => !bulk.marks.value.has(id));
  const all = q === '' ? desk.counts.byFilter.value?.[filter] : undefined;
  const rest = !isWhole && (all === undefined || bulk.marks.value.size < all);
  if (rows.length === 0 || !(missing || rest)) return null;
  return (
    <button class="quiet small" type="button" onClick={() => markMore(desk, bulk)}>
      {missing ? words.selectLoaded(rows.length, isWhole) : words.selectFound(all)}
    </button>
  );
}

function Progress() {
  const { runs, finding } = bulkOf(useDesk());
  const phase = runs.phase.value;
  const found = finding.found.value ?? 0;
  const said = !phase
    ? words.finding(found)
    : phase.isStopping
      ? words.stopping
      : (phase.isWaiting ? words.waiting : words.changing)(phase.through, phase.all);
  return (
    <div class="bulk-line">
      <progress aria-label={said} max={phase?.all} value={phase?.through} />
      <span role="status">{said}</span>
      <button class="small" type="button" onClick={phase ? runs.cancel : finding.cancel}>
        {texts.cancel}
      </button>
    </div>
  );
}

/** The tickets that the last run didn't change, each with the reason. */
function RefusedTickets() {
  const desk = useDesk();
  const { refused } = bulkOf(desk).runs;
  if (refused.value.length === 0) return null;
  return (
    <details class="refused">
      <summary>{words.refusedTitle(refused.value.length)}</summary>
      <ul>
        {refused.value.map((one) => (
          <li key={one.target.id}>
            <button class="link" type="button" onClick={() => openTicket(desk, one.target.id)}>
              <bdi>{visible(one.target.before.subject)}</bdi>
            </button>{' '}
            <span class="hint">{reasonFor(one)}</span>
          </li>
        ))}
      </ul>
      <button
        class="quiet small"
        type="button"
        onClick={() => {
          refused.value = [];
        }}
      >
        {words.dismissRefused}
      </button>
    </details>
  );
}

import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { isUnread } from '#core/ticket/is-unread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { isFromTop } from '#dashboard/model/ticket-list.ts';
import { move } from '#dashboard/page/agent-actions.ts';
import { LIST_HEADING, rowId } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { TicketRow } from './ticket-row.tsx';
import { useSight } from './use-sight.ts';

/** The rows of the list. Only those in sight and around are elements, with the one that has the focus and the one to which Tab leads. */
export function Rows({ pane }: { readonly pane: RefObject<HTMLElement | null> }) {
  const desk = useDesk();
  const list = useRef<HTMLUListElement>(null);
  const [focusedId, setFocused] = useState<string>();
  const rows = desk.list.found.value;
  const { first, last } = useSight(pane, list, rows);
  const selectedId = desk.conversation.selectedId.value;
  const selected = rows.findIndex(({ id }) => id === selectedId);
  const focused = focusedId === undefined ? -1 : rows.findIndex(({ id }) => rowId(id) === focusedId);
  const tabStop = Math.max(0, selected);
  const kept = [tabStop, ...(focused < 0 ? [] : [focused - 1, focused, focused + 1])];
  const inWindow = Array.from(
    { length: Math.max(0, Math.min(last, rows.length) - first) },
    (_, index) => first + index,
  );
  const rendered = [...new Set([...kept.filter((place) => rows[place]), ...inWindow])].sort(
    (one, other) => one - other,
  );
  const { filter, q } = desk.list.listing.value;
  const isWhole = desk.pages.more.value === 'none';
  const fromTop = desk.list.loaded.value && isFromTop(desk.list.loaded.value);
  const size = isWhole && fromTop ? rows.length : (q === '' && desk.counts.byFilter.value?.[filter]) || -1;
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void move(desk, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <ul
      class="rows"
      ref={list}
      aria-labelledby={LIST_HEADING}
      style={{ '--rows': rows.length }}
      onKeyDown={walk}
      onFocusIn={({ target }) => setFocused(target instanceof Element ? target.id : undefined)}
      onFocusOut={() => setFocused(undefined)}
    >
      {rendered.map((place) => {
        const ticket = rows[place] as Ticket;
        return (
          <TicketRow
            key={ticket.id}
            ticket={ticket}
            filter={filter}
            place={place}
            posInSet={fromTop ? place + 1 : undefined}
            setSize={size}
            isSelected={place === selected}
            isTabStop={place === tabStop}
            unread={isUnread(ticket, desk.conversation.readVersions.value)}
          />
        );
      })}
    </ul>
  );
}

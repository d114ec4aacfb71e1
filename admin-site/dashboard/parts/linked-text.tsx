import { useMemo, useState } from 'preact/hooks';
import type { TextPart } from '#core/text/links.ts';
import { queryOf } from '#dashboard/model/place.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { linker, staysInPlace } from '#dashboard/page/linker.ts';
import { useDesk } from './desk-context.ts';
import { isPlainClick } from './plain-click.ts';

/** A text with links to the pages, addresses and tickets that it names. */
export function LinkedText({ text }: { readonly text: string }) {
  const textParts = useLinker(text);
  const parts = useMemo(() => textParts?.(text) ?? [{ text }], [text, textParts]);
  return <span key={parts.length}>{parts.map(partView)}</span>;
}

/** If it comes when the text is being read already, and would move it, it is for the next time. */
function useLinker(text: string) {
  const [isLate] = useState(linker.peek() === undefined);
  return isLate && !staysInPlace(text) ? undefined : linker.value;
}

function partView(part: TextPart, index: number) {
  if ('idPrefix' in part) return <TicketNumber key={index} {...part} />;
  // An element of its own: a translation takes the place of a bare text, beside which nothing could be put any more.
  if (!('href' in part)) return <span key={index}>{part.text}</span>;
  // Read from the left whatever is around it (RFC 3987, section 4.1): no text before it can make another host of its own.
  return (
    <a key={index} href={part.href} dir="ltr" target="_blank" rel="noopener noreferrer">
      {part.text}
    </a>
  );
}

/** A ticket's number, which leads to that ticket if it is known and another one. */
function TicketNumber({ text, idPrefix }: { readonly text: string; readonly idPrefix: string }) {
  const desk = useDesk();
  const id = [...desk.tickets.answered.value.keys()].find((known) => known.startsWith(idPrefix));
  if (id === undefined || id === desk.conversation.selectedId.value)
    return (
      <span dir="ltr" translate={false}>
        {text}
      </span>
    );
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    openTicket(desk, id);
  };
  return (
    <a href={queryOf({ ...desk.list.listing.value, ticketId: id })} dir="ltr" translate={false} onClick={open}>
      {text}
    </a>
  );
}

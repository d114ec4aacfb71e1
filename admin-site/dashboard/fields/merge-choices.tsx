import { useEffect, useState } from 'preact/hooks';
import { foldText } from '#core/text/fold-text.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { fromQuery } from '#dashboard/model/from-query.ts';
import { TICKETS } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { type FoundTickets, useFoundTickets } from '#dashboard/parts/use-found-tickets.ts';
import type { CustomerJson } from '#http/ticket/customer.ts';
import { Choices } from './choices.tsx';
import { mergeTicket, unmergeTicket } from './merge-ticket.ts';
import * as words from './messages.ts';

type Other = Pick<CustomerJson['tickets'][number], 'id' | 'subject' | 'status'>;

/** The customer's other open tickets: the ticket is merged into the one that is picked, or the other way round. Earlier merges can be undone. */
export function MergeChoices({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const { others, failure, state, more } = useOthers(ticket, query);
  const [isKept, setKept] = useState(false);
  const choices = (others ?? []).map(({ id, subject }) => ({
    id,
    text: `${ticketNumber({ id })} ${visible(subject)}`,
    isChosen: false,
  }));
  const close = () => {
    desk.dialogs.field.value = undefined;
  };
  const swap = ({ currentTarget }: MouseEvent) => {
    setKept(!isKept);
    // The field has the keys.
    (currentTarget as Element).closest('dialog')?.querySelector('input')?.focus();
  };
  const pick = (id: string) => {
    const other = { id, subject: others?.find((one) => one.id === id)?.subject ?? '' };
    close();
    void mergeTicket(desk, isKept ? { from: other, into: ticket } : { from: ticket, into: other });
  };
  const said = () => {
    if (failure !== undefined) return words.othersNotLoaded(failure);
    if (!others) return texts.loading;
    if (state === 'searching') return words.searchingOthers;
    if (state === 'failed') return words.notSearched(choices.length > 0);
    if (choices.length > 0) return words.mergeKeys(more);
    if (more) return words.notAllSearched;
    return query.trim() === '' ? words.noOthers : words.noMatch;
  };
  return (
    <>
      <Choices field="merge" {...{ query, choices }} said={said()} onQuery={setQuery} onPick={pick} onClose={close} />
      <p class="merge-way">
        {(isKept ? words.keepsThis : words.mergesThis)(ticketNumber(ticket))}{' '}
        <button class="small" type="button" aria-pressed={isKept} onClick={swap}>
          {words.swap}
        </button>
      </p>
      {ticket.merged?.map((id) => (
        <p key={id} class="merge-way">
          {words.isMerged(ticketNumber({ id }))}{' '}
          <button
            class="small"
            type="button"
            onClick={() => {
              close();
              void unmergeTicket(desk, id, ticket);
            }}
          >
            {words.unmerge}
          </button>
        </p>
      ))}
    </>
  );
}

interface Others extends Pick<FoundTickets, 'state' | 'more'> {
  readonly others?: readonly Other[];
  readonly failure?: string;
}

/**
 * Returns the customer's other tickets that match and aren't closed, newest first: those among their newest at once, and if they have more, after
 * them those that the desk finds.
 */
function useOthers({ id, userId }: Ticket, query: string): Others {
  const { session } = useDesk();
  const [read, setRead] = useState<{ readonly customer?: CustomerJson; readonly failure?: string }>({});
  useEffect(() => {
    session.api.value?.connection
      .get(`${TICKETS}/${id}/customer`, ({ body }) => body as CustomerJson)
      .then(
        (customer) => setRead({ customer }),
        (error: Error) => setRead({ failure: error.message }),
      );
  }, [id, session]);
  const { customer, ...failure } = read;
  const { tickets, state, more } = useFoundTickets(
    customer?.more ? [fromQuery(userId), 'status:open', 'status:in_progress', query].join(' ') : '',
  );
  if (!customer) return { ...failure, state, more };
  const matches = ({ id, subject }: Other) =>
    foldText(`${ticketNumber({ id })} ${visible(subject)}`).includes(foldText(query.trim()));
  const newest = customer.tickets.filter(matches);
  const found = tickets.filter(
    (other) => other.userId === userId && other.id !== id && !newest.some((one) => one.id === other.id),
  );
  return {
    // What the desk finds, it may find by other texts than these.
    others: [...newest, ...found.filter((other) => state === 'idle' || matches(other))].filter(
      ({ status }) => status !== 'closed',
    ),
    state,
    more,
  };
}

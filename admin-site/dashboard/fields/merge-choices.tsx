import { useEffect, useState } from 'preact/hooks';
import { foldText } from '#core/text/fold-text.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { TICKETS } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { CustomerJson } from '#http/ticket/customer.ts';
import { Choices } from './choices.tsx';
import { mergeTicket, unmergeTicket } from './merge-ticket.ts';
import * as words from './messages.ts';

type Other = CustomerJson['tickets'][number];

/** The customer's other open tickets: the ticket is merged into the one that is picked, or the other way round. Earlier merges can be undone. */
export function MergeChoices({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const { others, failure } = useOthers(ticket.id);
  const [query, setQuery] = useState('');
  const [isKept, setKept] = useState(false);
  const found = (others ?? [])
    .map((other) => ({ id: other.id, text: `${ticketNumber(other)} ${visible(other.subject)}`, isChosen: false }))
    .filter(({ text }) => foldText(text).includes(foldText(query.trim())));
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
  const said =
    failure !== undefined
      ? words.othersNotLoaded(failure)
      : !others
        ? texts.loading
        : others.length === 0
          ? words.noOthers
          : found.length === 0
            ? words.noMatch
            : words.mergeKeys;
  return (
    <>
      <Choices field="merge" {...{ query, said }} choices={found} onQuery={setQuery} onPick={pick} onClose={close} />
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

/** Reads the customer's other tickets that aren't closed. */
function useOthers(ticketId: string): { readonly others?: readonly Other[]; readonly failure?: string } {
  const { session } = useDesk();
  const [read, setRead] = useState<{ readonly others?: readonly Other[]; readonly failure?: string }>({});
  useEffect(() => {
    session.api.value?.connection
      .get(`${TICKETS}/${ticketId}/customer`, ({ body }) => body as CustomerJson)
      .then(
        ({ tickets }) => setRead({ others: tickets.filter(({ status }) => status !== 'closed') }),
        (error: Error) => setRead({ failure: error.message }),
      );
  }, [ticketId, session]);
  return read;
}

import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { firstName } from './first-name.ts';
import type { formPlaceholders } from './messages.ts';

/** The parts of a canned reply that differ from ticket to ticket. */
type Placeholder = keyof typeof formPlaceholders;

interface Filled {
  readonly text: string;
  /** The placeholders that nothing fills in, as they still stand in the text. */
  readonly unfilled: readonly string[];
}

/** The word in a greeting for a customer without a name: "Hi there". */
const ANYONE = 'there';
/** `{name}` or `{name|words if it is unknown}`; JSON and code that stand in a reply are neither. */
const PLACEHOLDER = /\{(\p{L}[\p{L}\p{N}_ -]*)(?:\|([^{}\n]*))?\}/gu;

/**
 * Fills a canned reply with a ticket's values in place of its placeholders; with the words after `|` where a value is unknown. What a value holds is
 * not filled in again. `agentName` is undefined before the desk's first response.
 */
export function fillCannedReply(
  body: string,
  { id, userName }: Pick<Ticket, 'id' | 'userName'>,
  agentName: string | undefined,
): Filled {
  const values: Readonly<Record<Placeholder, readonly [string | null | undefined, string?]>> = {
    first_name: [firstName(userName), ANYONE],
    customer_name: [userName, ANYONE],
    agent_name: [agentName],
    ticket_number: [ticketNumber({ id })],
  };
  const unfilled = new Set<string>();
  const text = body.replaceAll(PLACEHOLDER, (placeholder: string, name: string, words: string | undefined) => {
    const [value, otherwise] = Object.hasOwn(values, name) ? values[name as Placeholder] : [];
    const found = value ?? words?.trim() ?? otherwise;
    if (found === undefined) unfilled.add(placeholder);
    return found ?? placeholder;
  });
  return { text, unfilled: [...unfilled] };
}

import type { Status } from '#core/ticket/ticket.ts';
import type { EntryName } from '#lib/routes.ts';
import type { FaultyDesk, Path } from './faulty-desk.ts';
import type { ChangeAct, MessageAct } from './ticket-as-promised.ts';

/** A message, which may be sent several times: its text is unique, so that an entry identifies its message. */
export interface SentMessage extends MessageAct {
  readonly ticketId: string;
  readonly body: string;
  /** The version that `If-Match` names. */
  readonly version?: number | undefined;
  /** The idempotency key; without one it is sent once. */
  readonly key?: string | undefined;
}

/** A change of a ticket's status, by an agent who does nothing else, so that an entry identifies the request that made it. */
export interface WantedStatus extends ChangeAct {
  readonly ticketId: string;
  readonly version?: number | undefined;
}

/** A request to the desk. Requests with one idempotency key share a subject; listing canned replies looks for one of them. */
interface Requested {
  readonly submit: { readonly does: 'submit'; readonly subject: string };
  readonly get: { readonly does: 'get'; readonly ticketId: string };
  readonly 'get own': { readonly does: 'get own'; readonly ticketId: string };
  readonly change: WantedStatus;
  readonly message: SentMessage;
  readonly save: { readonly does: 'save'; readonly cannedReplyId: string; readonly body: string };
  readonly delete: { readonly does: 'delete'; readonly cannedReplyId: string };
  readonly list: { readonly does: 'list'; readonly cannedReplyId: string };
}

type Does = keyof Requested;

/** A request and its response. */
export interface Exchange<D extends Does = Does> {
  /** A unique name. */
  readonly name: string;
  readonly asked: Requested[D];
  /** RFC 3339, in milliseconds. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the desk returns.
  readonly body: any;
}

/** Returns the exchanges with these requests. */
export const asking = <D extends Does>(exchanges: readonly Exchange[], ...does: readonly D[]) =>
  exchanges.filter((exchange): exchange is Exchange<D> => (does as readonly string[]).includes(exchange.asked.does));

/** An agent who reads, and saves canned replies, which have no author. */
const READER = 'reader';

/** Returns requests to the desk, each of which is recorded in `exchanges` with its response. */
export function requestsTo(desk: FaultyDesk, exchanges: Exchange[] = []) {
  async function exchange<D extends Does>(
    name: string,
    entry: EntryName,
    asked: Requested[D],
    headers: Readonly<Record<string, string>>,
    path: Path = {},
    body?: object,
  ): Promise<Exchange<D>> {
    const startedAt = new Date().toISOString();
    const {
      statusCode: status = 0,
      headers: answered = {},
      ...answer
    } = await desk.invoke(entry, { headers, path, body });
    const endedAt = new Date().toISOString();
    const made = { name, asked, startedAt, endedAt, status, headers: answered, body: JSON.parse(answer.body ?? '') };
    exchanges.push(made);
    return made;
  }

  const keys = new Map<string, Promise<string>>();
  async function asAgent(name: string, version?: number): Promise<Record<string, string>> {
    const key = keys.get(name) ?? desk.agentKey(name);
    keys.set(name, key);
    return { 'x-admin-key': await key, ...(version !== undefined && { 'if-match': `"${version}"` }) };
  }
  const asCustomer = { authorization: `Bearer ${desk.token}` };
  const once = (key: string | undefined) => (key === undefined ? {} : { 'idempotency-key': key.replaceAll(' ', '-') });

  return {
    exchanges,
    submit(name: string, subject: string, key?: string) {
      const headers = { ...asCustomer, ...once(key) };
      return exchange<'submit'>(
        name,
        'submit-ticket',
        { does: 'submit', subject },
        headers,
        {},
        {
          subject,
          message: 'It does not work.',
        },
      );
    },
    get: async (name: string, ticket_id: string) =>
      exchange<'get'>(name, 'get-ticket', { does: 'get', ticketId: ticket_id }, await asAgent(READER), { ticket_id }),
    getOwn: (name: string, ticket_id: string) =>
      exchange<'get own'>(name, 'get-own-ticket', { does: 'get own', ticketId: ticket_id }, asCustomer, { ticket_id }),
    async close(name: string, ticket_id: string) {
      const asked = { does: 'change', ticketId: ticket_id, agent: name, wanted: 'closed' } as const;
      return exchange<'change'>(name, 'close-ticket', asked, await asAgent(name), { ticket_id });
    },
    async change(name: string, ticket_id: string, wanted: Status, version?: number) {
      const asked = { does: 'change', ticketId: ticket_id, agent: name, wanted, version } as const;
      const headers = await asAgent(name, version);
      return exchange<'change'>(name, 'update-ticket', asked, headers, { ticket_id }, { status: wanted });
    },
    async send(name: string, message: Omit<SentMessage, 'does'>) {
      const { ticketId: ticket_id, agent, kind, body, close, version, key } = message;
      const asked = { does: 'message', ...message } as const;
      if (agent === undefined) {
        const headers = { ...asCustomer, ...once(key) };
        return exchange<'message'>(name, 'add-own-reply', asked, headers, { ticket_id }, { body });
      }
      const headers = { ...(await asAgent(agent, version)), ...once(key) };
      return exchange<'message'>(name, 'add-reply', asked, headers, { ticket_id }, { body, kind, close });
    },
    async saveCannedReply(name: string, canned_reply_id: string) {
      const asked = { does: 'save', cannedReplyId: canned_reply_id, body: name } as const;
      const headers = await asAgent(READER);
      return exchange<'save'>(
        name,
        'save-canned-reply',
        asked,
        headers,
        { canned_reply_id },
        {
          name: 'Thanks',
          body: name,
        },
      );
    },
    async deleteCannedReply(name: string, canned_reply_id: string) {
      const asked = { does: 'delete', cannedReplyId: canned_reply_id } as const;
      return exchange<'delete'>(name, 'delete-canned-reply', asked, await asAgent(READER), {
        canned_reply_id,
      });
    },
    async listCannedReplies(name: string, cannedReplyId: string) {
      const asked = { does: 'list', cannedReplyId } as const;
      return exchange<'list'>(name, 'list-canned-replies', asked, await asAgent(READER));
    },
  };
}

export type Requests = ReturnType<typeof requestsTo>;

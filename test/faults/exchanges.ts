import type { EntryName } from '../../lib/routes.ts';
import type { FaultyDesk } from './faulty-desk.ts';

/** A request and its answer. */
export interface Exchange {
  /** Unlike any other's: an agent's request has an agent of this name, so that an entry tells which request made it. */
  readonly name: string;
  readonly ticketId?: string | undefined;
  /** The status that a change asks for. */
  readonly wanted?: string | undefined;
  /** The version that `If-Match` names. */
  readonly version?: number | undefined;
  /** Of a submitted ticket: requests with the same idempotency key share it. */
  readonly subject?: string | undefined;
  /** RFC 3339, in milliseconds. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the desk answers.
  readonly body: any;
}

type About = Partial<Pick<Exchange, 'ticketId' | 'wanted' | 'version' | 'subject'>>;

/** Requests to the desk, each of which is kept in `exchanges` with its answer. */
export function requestsTo(desk: FaultyDesk, exchanges: Exchange[] = []) {
  async function exchange(
    name: string,
    entry: EntryName,
    headers: Record<string, string>,
    about: About,
    body?: object,
  ): Promise<Exchange> {
    const startedAt = new Date().toISOString();
    const asked = { headers, body, ...(about.ticketId !== undefined && { ticketId: about.ticketId }) };
    const answer = await desk.invoke(entry, asked);
    const endedAt = new Date().toISOString();
    const { statusCode: status = 0, headers: answered = {} } = answer;
    const made = { ...about, name, startedAt, endedAt, status, headers: answered, body: JSON.parse(answer.body ?? '') };
    exchanges.push(made);
    return made;
  }
  const asAgent = async (name: string) => ({ 'x-admin-key': await desk.agentKey(name) });
  return {
    exchanges,
    submit(name: string, subject: string, key?: string): Promise<Exchange> {
      const headers = { authorization: `Bearer ${desk.token}`, ...(key !== undefined && { 'idempotency-key': key }) };
      return exchange(name, 'submit-ticket', headers, { subject }, { subject, message: 'It does not work.' });
    },
    get: async (name: string, ticketId: string): Promise<Exchange> =>
      exchange(name, 'get-ticket', await asAgent(name), { ticketId }),
    close: async (name: string, ticketId: string): Promise<Exchange> =>
      exchange(name, 'close-ticket', await asAgent(name), { ticketId, wanted: 'closed' }),
    async change(name: string, ticketId: string, wanted: string, version?: number): Promise<Exchange> {
      const headers = { ...(await asAgent(name)), ...(version !== undefined && { 'if-match': `"${version}"` }) };
      return exchange(name, 'update-ticket', headers, { ticketId, wanted, version }, { status: wanted });
    },
  };
}

export type Requests = ReturnType<typeof requestsTo>;

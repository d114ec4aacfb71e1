import { afterAll, beforeAll, expect } from 'vitest';
import { routes } from '#lib/routes.ts';
import { type FaultyProxy, startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { type Desk, type DeskOptions, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { ticketOf } from './ticket-of.ts';

/** A token's claims about a customer. */
export interface Customer {
  readonly sub: string;
  readonly email: string;
}

/** A customer whom nobody knows yet. */
export function newCustomer(): Customer {
  const sub = crypto.randomUUID();
  return { sub, email: `${sub}@example.com` };
}

/** Stands before the database; it is given its address, and returns another. */
type BeforeDatabase = (database: string) => Promise<string>;

/**
 * The desk of a test file, before whose mail service a fate awaits each request. `beforeDatabase` stands before the functions that nobody waits
 * for: those that follow the tickets, and the one that takes what SES tells of mails.
 */
export function deskWithSes(options: () => DeskOptions = () => ({}), beforeDatabase?: BeforeDatabase) {
  let desk: Desk;
  let ses: FaultyProxy;
  beforeAll(async () => {
    const between: DeskOptions['between'] = async ({ sesv2 = '', ...engines }) => {
      ses = await startFaultyProxy(sesv2);
      const aside = await beforeDatabase?.(engines.dynamodb);
      const isWaitedFor = (name: string) => routes.some(({ entry }) => entry === name);
      const seenBy = (name: string) => ({
        ...engines,
        ...(aside !== undefined && !isWaitedFor(name) && { dynamodb: aside }),
        sesv2: ses.endpoint,
      });
      return { seenBy };
    };
    desk = await startDesk({ mailPort: 0, between, ...options() });
  });
  afterAll(async () => {
    await desk.close();
    await ses.close();
  });

  /** Asks the desk, which is to respond with a status: 200 if nothing else is said. */
  async function call(path: string, headers: Record<string, string>, body?: object, method?: string, expected = 200) {
    const response = await fetch(desk.url + path, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(expected);
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
    return (await response.json()) as any;
  }
  const asAgent = (path: string, body?: object, method?: string, expected?: number) =>
    call(`/api/admin/${path}`, { 'x-admin-key': desk.adminKey }, body, method, expected);
  const asCustomer = async (customer: Customer, path: string, body?: object) =>
    call(`/api/support/${path}`, { authorization: `Bearer ${await desk.token({ ...customer })}` }, body);

  return {
    desk: () => desk,
    ses: () => ses,
    asAgent,
    asCustomer,
    submit: async (customer: Customer): Promise<string> =>
      (await asCustomer(customer, 'contact', { subject: 'Need help', message: 'It hangs.' })).ticket_id,
    ticket: (id: string) => asAgent(`support-tickets/${id}`),
    /** Replies to a customer. Returns the entry. */
    reply: async (id: string, body: string) =>
      (await asAgent(`support-tickets/${id}/replies`, { body, kind: 'reply' })).thread[0],
    /** Has the mail about a message sent again; of the ticket itself if no other is named. */
    resend: (id: string, message = id, expected?: number) =>
      asAgent(`support-tickets/${id}/messages/${message}/resend`, undefined, 'POST', expected),
    /** The mails about a ticket that the service has by now. */
    mailsAbout: async (id: string): Promise<readonly SentMail[]> =>
      ((await desk.mail?.sent()) ?? []).filter((mail) => ticketOf(mail) === id),
  };
}

/** Returns the recipients of mails, in alphabetical order. */
export const recipientsOf = (mails: readonly SentMail[]): string[] =>
  mails.flatMap(({ destination }) => destination.to).sort();

import { afterAll, beforeAll, expect } from 'vitest';
import type { EntryName } from '#lib/routes.ts';
import type { DeskOptions } from '#test/local/desk.ts';
import { type OpenDesk, openDesk } from '#test/open-desk.ts';
import { type Answer, apiClient } from './client.ts';

export interface DeskUnderTest {
  readonly desk: () => OpenDesk;
  /** What the function of an entry printed, line by line. */
  logged(entry: EntryName): Promise<readonly string[]>;
  call(method: string, path: string, init?: RequestInit): Promise<Answer>;
  asAgent(method: string, path: string, init?: RequestInit): Promise<Answer>;
  asCustomer(method: string, path: string, init?: RequestInit, claims?: Record<string, unknown>): Promise<Answer>;
  /** Submits a ticket and answers its id. */
  submit(fields?: Record<string, unknown>, claims?: Record<string, unknown>): Promise<string>;
}

/** A desk for the tests of one file, opened before them and closed after. It may hold the tickets of other files. */
export function deskUnderTest(options: DeskOptions = {}): DeskUnderTest {
  let desk: OpenDesk;
  beforeAll(async () => {
    desk = await openDesk(options);
  });
  afterAll(() => desk.close());

  const call: DeskUnderTest['call'] = (method, path, init) => apiClient(desk.url)(method, path, init);
  const withHeaders = (init: RequestInit, headers: Record<string, string>): RequestInit => ({
    ...init,
    headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
  });
  const asCustomer: DeskUnderTest['asCustomer'] = async (method, path, init = {}, claims = {}) =>
    call(method, path, withHeaders(init, { authorization: `Bearer ${await desk.token(claims)}` }));
  return {
    desk: () => desk,
    logged: (entry) => desk.logged(entry),
    call,
    asCustomer,
    asAgent: (method, path, init = {}) => call(method, path, withHeaders(init, { 'x-admin-key': desk.adminKey })),
    submit: async (fields = {}, claims = {}) => {
      const init = json({ subject: 'Need help', message: 'It does not work.', ...fields });
      const { json: answer } = await asCustomer('POST', '/api/support/contact', init, claims);
      return answer.ticket_id;
    },
  };
}

/** Where a Link header leads (RFC 8288), if it leads on. */
export const nextOf = ({ headers }: Answer): string | undefined =>
  /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];

/** A request with a JSON body. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

/** What became of a mail, if this desk sends any: a deployed one does. */
export const anyDelivery = expect.toBeOneOf([null, expect.objectContaining({ state: expect.any(String) })]);

import { afterAll, beforeAll, expect } from 'vitest';
import type { EntryName } from '#lib/routes.ts';
import type { DeskOptions } from '#test/local/desk.ts';
import { type OpenDesk, openDesk } from '#test/open-desk.ts';
import { type Answer, apiClient } from './client.ts';

export interface DeskUnderTest {
  readonly desk: () => OpenDesk;
  /** Returns the lines that an entry's function printed. */
  logged(entry: EntryName): Promise<readonly string[]>;
  call(method: string, path: string, init?: RequestInit): Promise<Answer>;
  asAgent(method: string, path: string, init?: RequestInit): Promise<Answer>;
  asCustomer(method: string, path: string, init?: RequestInit, claims?: Record<string, unknown>): Promise<Answer>;
  /** Submits a ticket and returns its id. */
  submit(fields?: Record<string, unknown>, claims?: Record<string, unknown>): Promise<string>;
}

/** Opens a desk for the tests of one file and closes it after them. It may have other files' tickets. */
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

/** Returns the target of a Link header (RFC 8288), if there is one. */
export const nextOf = ({ headers }: Answer): string | undefined =>
  /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];

/** Returns a request with a JSON body. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

/** Matches any delivery of a mail, or none: a deployed desk sends mail. */
export const anyDelivery = expect.toBeOneOf([null, expect.objectContaining({ state: expect.any(String) })]);

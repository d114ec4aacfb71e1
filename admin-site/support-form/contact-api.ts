import { readCustomer, readReceipt } from '#site/customer/answer.ts';
import { request, sent, withFiles } from '#site/customer/request.ts';
import type { Draft } from './draft.ts';

export type ContactApi = ReturnType<typeof contactApi>;

/** The requests of the form to the desk at `base` (an origin). None throws: a lost connection is an `Answer`, too. */
export function contactApi(base: string) {
  return {
    access: (token: string) => request(`${base}/api/support/access`, token, {}, readCustomer),
    contact: (token: string, { subject, message, key, files }: Draft) =>
      request(`${base}/api/support/contact`, token, sent({ subject, message, ...withFiles(files) }, key), readReceipt),
  };
}

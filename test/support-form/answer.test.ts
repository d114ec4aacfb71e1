import { describe, expect, test } from 'vitest';
import { answerOf, readCustomer, readReceipt } from '#site/customer/answer.ts';

const customer = { email: 'a@example.com', support_level: 'Email (48h response)' };

describe('a response', () => {
  const meaning = (status: number, body: object = {}, retryAfter: string | null = null) =>
    answerOf(status, retryAfter, { ...body }, readReceipt);

  test('200 with a ticket is the confirmation', () => {
    expect(meaning(200, { success: true, ticket_id: 't1', ...customer })).toEqual({
      outcome: 'done',
      value: { ticketId: 't1', email: 'a@example.com', supportLevel: 'Email (48h response)' },
    });
  });

  test('200 without a ticket comes from a captive portal, not from the desk: try again', () => {
    expect(meaning(200)).toEqual({ outcome: 'try_again', cause: 'unavailable' });
    expect(answerOf(200, null, { allowed: 'yes' }, readCustomer)).toEqual({
      outcome: 'try_again',
      cause: 'unavailable',
    });
  });

  test('200 from the access check names the customer and, if the desk sends mail, if they can get it', () => {
    const access = { allowed: true, ...customer };
    const known = { email: 'a@example.com', supportLevel: 'Email (48h response)' };
    expect(readCustomer(access)).toEqual(known);
    expect(readCustomer({ ...access, mail: false })).toEqual({ ...known, mail: false });
    expect(readCustomer({ ...access, mail: 'yes' })).toEqual(known);
  });

  test('401 is a refused token, with a reason for the developer', () => {
    expect(meaning(401)).toEqual({ outcome: 'token_refused', reason: '' });
  });

  test('403 with a pricing URL sends the customer there; any other 403 is a refusal', () => {
    expect(meaning(403, { detail: 'Buy credits.', pricing_url: 'https://shop.example/pricing' })).toEqual({
      outcome: 'credits_required',
      message: 'Buy credits.',
      pricingUrl: 'https://shop.example/pricing',
    });
    expect(meaning(403)).toMatchObject({ outcome: 'refused' });
  });

  test('422 names the fields, each with its first mistake', () => {
    const errors = [
      { pointer: '#/subject', detail: 'is empty' },
      { pointer: '/subject', detail: 'is dull' },
      { pointer: '#/colour', detail: 'is not a field of this request' },
    ];
    expect(meaning(422, { detail: 'x', type: 'urn:t', errors })).toEqual({
      outcome: 'refused',
      reason: 'x',
      type: 'urn:t',
      mistakes: { subject: 'is empty' },
      files: [],
    });
  });

  test('422 names the files that the message can’t have, by their places', () => {
    const pointers = ['#/attachments/2', '#/attachments', '#/attachments/0', '#/subject'];
    const errors = pointers.map((pointer) => ({ pointer, detail: 'is wrong' }));
    expect(meaning(422, { errors })).toMatchObject({ files: [2, 0], mistakes: { subject: 'is wrong' } });
  });

  test('201 is a response as good as 200', () => {
    expect(meaning(201, { ticket_id: 't1' })).toMatchObject({ outcome: 'done', value: { ticketId: 't1' } });
  });

  test.each([
    [429, '3', { outcome: 'try_again', cause: 'busy', seconds: 3 }],
    [429, null, { outcome: 'try_again', cause: 'busy' }],
    [409, '1', { outcome: 'try_again', cause: 'busy', seconds: 1 }],
    [503, '7', { outcome: 'try_again', cause: 'unavailable', seconds: 7 }],
    [503, 'Wed, 21 Oct 2026 07:28:00 GMT', { outcome: 'try_again', cause: 'unavailable' }],
    [408, null, { outcome: 'try_again', cause: 'unavailable' }],
    [500, '-1', { outcome: 'try_again', cause: 'unavailable' }],
    [502, null, { outcome: 'try_again', cause: 'unavailable' }],
  ])('%i with Retry-After %s may succeed later', (status, retryAfter, answer) => {
    expect(meaning(status, {}, retryAfter)).toEqual(answer);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { deskUnderTest, json } from '#test/api/desk-under-test.ts';
import { queryText } from './queries.ts';
import { patience, runs } from './runs.ts';

const { desk, asAgent, asCustomer, submit } = deskUnderTest();
const path = '/api/admin/support-tickets';

beforeAll(async () => {
  for (const subject of ['My refund', 'INV-2026/0042 and v1.2.3', '退款']) {
    const id = await submit({ subject, message: 'The a the.' });
    await asAgent('POST', `${path}/${id}/replies`, json({ body: 'Refund for ann@example.com', kind: 'note' }));
  }
  await desk().settled();
});

describe('whatever is searched', () => {
  it('an agent gets tickets, or is told what is wrong with the query', { timeout: patience }, async () => {
    const sort = fc.constantFrom('newest', 'oldest', 'activity', 'waiting');
    await fc.assert(
      fc.asyncProperty(queryText, sort, fc.constantFrom('', '&status=open', '&limit=1'), async (q, order, more) => {
        const { status, json: body } = await asAgent('GET', `${path}?q=${escaped(q)}&sort=${order}${more}`);
        if (status === 422) expect(body.errors[0].pointer).toBe('?q');
        else expect(status).toBe(200);
      }),
      runs(150),
    );
  });

  it('a customer gets their own tickets, and none for a note', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(queryText, async (q) => {
        const { status } = await asCustomer('GET', `/api/support/tickets?q=${escaped(q)}`);
        expect([200, 422]).toContain(status);
        const { json: own } = await asCustomer('GET', `/api/support/tickets?q=${escaped(`ann@example.com ${q}`)}`);
        expect(own.tickets ?? []).toEqual([]);
      }),
      runs(40),
    );
  });
});

/** A lone surrogate can't be sent. */
const escaped = (text: string): string => encodeURIComponent(text.toWellFormed());

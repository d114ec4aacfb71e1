import { expect, it } from 'vitest';
import { readMailArrival } from '#adapters/mail/mail-arrival.ts';
import { receiptOf } from '#test/local/ses-receipt.ts';

const mail = (head = '') => ({
  from: 'ann@example.com',
  to: ['hello@reply.example.com'],
  raw: Buffer.from(`${head}From: Ann <ann@example.com>\r\n\r\nHello`),
});
const at = new Date('2026-11-24T10:00:00.123Z');

it('reads what SES reports about a mail', () => {
  const { id, event } = receiptOf(mail(), at);
  expect(readMailArrival(event)).toEqual({
    id,
    receivedAt: '2026-11-24T10:00:00.123Z',
    recipients: ['hello@reply.example.com'],
    verdicts: { spam: 'pass', virus: 'pass', dmarc: 'pass' },
  });
});

it('is sure of nothing that SES isn’t sure of', () => {
  const { event } = receiptOf(mail('X-Local-Verdicts: dmarc=GRAY, spam=FAIL,virus=PROCESSING_FAILED\r\n'), at);
  expect(readMailArrival(event).verdicts).toEqual({ spam: 'fail', virus: 'gray', dmarc: 'gray' });
});

it.each([undefined, {}, { Records: [] }, { Records: [{ ses: { mail: { messageId: '../x' } } }] }])(
  'refuses %j, without quoting it',
  (event) => {
    expect(() => readMailArrival(event)).toThrow('This is no report of a received mail.');
  },
);

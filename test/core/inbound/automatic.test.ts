import { describe, expect, it } from 'vitest';
import { automaticKind, readDeliveryReport } from '#core/inbound/automatic.ts';

const kindOf = (...lines: string[]) =>
  automaticKind(
    lines.map((line) => {
      const [key = '', value = ''] = line.split(': ');
      return { key: key.toLowerCase(), value };
    }),
  );

describe('the kind of a mail', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'auto_reply'],
    ['Auto-Submitted: auto-generated (rejected)', 'auto_reply'],
    ['Auto-Submitted: auto-notified; owner-email="ann@example.com"', 'auto_reply'],
    ['Auto-Submitted: AUTO-REPLIED', 'auto_reply'],
    ['X-Auto-Response-Suppress: All', 'auto_reply'],
    ['X-Autoreply: yes', 'auto_reply'],
    ['X-Autorespond: ', 'auto_reply'],
    ['Precedence: auto_reply', 'auto_reply'],
    ['Precedence: bulk', 'bulk'],
    ['Precedence: JUNK', 'bulk'],
    ['Precedence: list', 'bulk'],
    ['Return-Path: <>', 'bounce'],
    ['Return-Path: < >', 'bounce'],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=b', 'bounce'],
    ['Content-Type: Multipart/Report; boundary="b"; report-type="delivery-status"', 'bounce'],
    ['Content-Type: multipart/report; report-type=disposition-notification', 'receipt'],
  ])('of a mail with `%s` is %s', (line, kind) => {
    expect(kindOf(line)).toBe(kind);
  });

  it.each([
    'Auto-Submitted: no',
    'Auto-Submitted: No (by hand)',
    'Precedence: first-class',
    'Return-Path: <ann@example.com>',
    'Content-Type: multipart/mixed; report-type=delivery-status',
    'Content-Type: multipart/report; report-type=feedback-report',
    'List-Id: <list.example.com>',
    'Subject: Out of office',
  ])('isn’t automatic for `%s`', (line) => {
    expect(kindOf(line)).toBeNull();
  });

  it('is a bounce or a receipt before it is anything else', () => {
    const report = 'Content-Type: multipart/report; report-type=delivery-status';
    expect(kindOf('Auto-Submitted: auto-replied', 'Precedence: bulk', report)).toBe('bounce');
    expect(kindOf('Return-Path: <>', 'Auto-Submitted: auto-replied')).toBe('auto_reply');
    expect(kindOf('Return-Path: <>', 'Content-Type: multipart/report; report-type=disposition-notification')).toBe(
      'receipt',
    );
  });
});

describe('a delivery report', () => {
  const status = [
    'Reporting-MTA: dns; mx.example.net',
    '',
    'Final-Recipient: rfc822; Ann@Example.com',
    'Action: Failed',
    'Status: 5.1.1 (unknown user)',
    'Diagnostic-Code: smtp; 550 5.1.1',
    '',
    'Final-Recipient: rfc822; bob@example.com',
    'Action: delayed',
  ].join('\r\n');

  it('names the first recipient, what became of the mail and which mail it was', () => {
    const original =
      'Subject: x\r\nMessage-ID:\r\n <two@desk.example>\r\nReferences: <one@desk.example>\r\n\r\nMessage-ID: <no@example.com>';
    expect(readDeliveryReport(status, original)).toEqual({
      recipient: 'ann@example.com',
      action: 'failed',
      status: '5.1.1',
      messageId: 'two@desk.example',
      references: ['one@desk.example'],
    });
  });

  it('may come without the mail, or without the recipient', () => {
    expect(readDeliveryReport(status, '')).toMatchObject({
      recipient: 'ann@example.com',
      messageId: null,
      references: [],
    });
    expect(readDeliveryReport('', 'Message-ID: <a@b>')).toMatchObject({
      recipient: null,
      status: null,
      messageId: 'a@b',
    });
  });

  it('is none if it names neither', () => {
    expect(readDeliveryReport('Hello\n\nworld', 'Subject: x')).toBeNull();
  });

  it('is read from its beginning only', () => {
    expect(readDeliveryReport(`${'x\n\n'.repeat(100_000)}${status}`, '')).toBeNull();
  });
});

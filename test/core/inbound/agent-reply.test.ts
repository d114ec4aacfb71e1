import { describe, expect, it } from 'vitest';
import { readAgentReply } from '#core/inbound/agent-reply.ts';
import { REPLY_MARKER } from '#core/mail/messages.ts';
import { replyLimit } from '#core/text/draft-limits.ts';

const notification = `${REPLY_MARKER}\n\nA customer replied:\n\nTicket: #AB12 Need help\n\n> It hangs.\n`;
const quoted = notification
  .split('\n')
  .map((line) => `> ${line}`)
  .join('\n');
const attribution = 'On Tue, 24 Nov 2026 at 10:00, QuickTools <support@quicktools.example> wrote:';

/** An agent's reply as Gmail and others write it. */
const reply = (text: string, below = '') => `${text}\n\n${attribution}\n\n${quoted}\n${below}`;
/** As Outlook writes it, which quotes nothing. */
const outlook = (text: string) =>
  `${text}\n\n________________________________\nFrom: QuickTools <support@quicktools.example>\nSent: Tuesday, November 24, 2026 10:00\nTo: Dana <dana@quicktools.example>\nSubject: Re: New ticket #AB12: Need help\n\n${notification}`;

const message = (body: string, also: object = {}) => ({ does: 'message', kind: 'reply', body, close: false, ...also });
const nothing = (reason: string) => ({ does: 'nothing', reason });

describe('an agent’s reply', () => {
  it.each([
    ['of Gmail', reply('Try version 3.\n\nDana')],
    ['of Outlook', outlook('Try version 3.\n\nDana')],
    ['with the marker right below', `Try version 3.\n\nDana\n\n${notification}`],
    ['with a signature below everything', reply('Try version 3.\n\nDana', '\n-- \nDana Smith\nQuickTools\n')],
  ])('%s is what stands above the marker', (_, text) => {
    expect(readAgentReply(text)).toEqual(message('Try version 3.\n\nDana'));
  });

  it('leaves out the signature', () => {
    expect(readAgentReply(reply('Try version 3.\n\n-- \nDana Smith\nQuickTools'))).toEqual(message('Try version 3.'));
  });

  it('keeps lines of the agent’s own that look like the head of a mail', () => {
    const text = 'Set these:\n\nServer: smtp.example.com\nPort: 587';
    expect(readAgentReply(outlook(text))).toEqual(message(text));
    expect(readAgentReply(reply(text))).toEqual(message(text));
  });

  it('keeps a quotation of the agent’s own', () => {
    const text = 'You said:\n\n> It hangs.\n\nSince when?';
    expect(readAgentReply(reply(text))).toEqual(message(text));
  });

  it.each([
    ['/note\nAsk Eve.', message('Ask Eve.', { kind: 'note' })],
    ['/close\nDone.', message('Done.', { close: true })],
    ['/Close ', { does: 'close' }],
    ['Done.\n/close', message('Done.\n/close')],
    ['/usr/bin is missing.', message('/usr/bin is missing.')],
    ['/note Ask Eve.', message('Ask Eve.', { kind: 'note' })],
    ['/Note: Ask Eve.', message('Ask Eve.', { kind: 'note' })],
    ['/close Done.', message('Done.', { close: true })],
    ['\u200b\ufeff\n\u200e\u00a0/note\n\u200b\nAsk Eve.', message('Ask Eve.', { kind: 'note' })],
    ['／ｎｏｔｅ\nAsk Eve.', message('Ask Eve.', { kind: 'note' })],
  ])('%j is a command at the beginning, and only there', (text, does) => {
    expect(readAgentReply(reply(text))).toEqual(does);
  });

  it.each([
    ['without a marker', '/note\nAsk Eve.'],
    ['below the quotation', `${attribution}\n\n${quoted}\n\n/note Ask Eve.`],
  ])('is a note %s, too, as no draft of a reply may be made of it', (_, text) => {
    expect(readAgentReply(text)).toEqual(message('Ask Eve.', { kind: 'note' }));
  });

  it.each([
    ['no marker', `Try version 3.\n\n${attribution}\n\n> It hangs.`, 'no_marker'],
    ['nothing above the marker', reply(''), 'unclear'],
    ['text below the quotation', `${attribution}\n\n${quoted}\n\nTry version 3.`, 'unclear'],
    ['text above and below', reply('Hi,', '\nTry version 3.'), 'unclear'],
    ['an attribution in an unknown language', `Hei.\n\nDana <d@q.example> kirjutas 24.11:\n${notification}`, 'unclear'],
    [
      'an attribution of a name in an unknown language',
      `Hei.\n\nQuickTools kirjutas 24.11.2026 10:00:\n${quoted}`,
      'unclear',
    ],
    [
      'an attribution from right to left',
      `Hi.\n\n\u202bבתאריך 24 מאת <\u202as@q.example\u202c\u200f>:\u202c\n${quoted}`,
      'unclear',
    ],
    [
      'the head of a mail in an unknown language',
      `Hi.\n\nОт: QuickTools\nОтправлено: 24 ноября 2026 г. 10:00\nКому: Dana\nТема: Re: New ticket\n\n${notification}`,
      'unclear',
    ],
    [
      'an attribution between dashes',
      `Hi.\n\n---- On Tue, 24 Nov 2026 Q <s@q.example> wrote ----\n\n${quoted}`,
      'unclear',
    ],
    ['an unknown command', reply('/snooze\nLater.'), 'unclear'],
    ['an unknown command before a text', reply('/notes Ask Eve.'), 'unclear'],
    ['a note without text', reply('/note'), 'unclear'],
    ['more than a message may have', reply('x'.repeat(replyLimit + 1)), 'too_long'],
  ])('with %s is not sent', (_, text, reason) => {
    expect(readAgentReply(text)).toEqual(nothing(reason));
  });

  it('takes time in proportion to a hostile text', () => {
    const text = `${'> '.repeat(200)}\n`.repeat(20_000) + '/note\n'.repeat(20_000);
    expect(readAgentReply(text)).toEqual(nothing('no_marker'));
  });
});

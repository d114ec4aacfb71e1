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
  ])('%j is a command in the first line, and only there', (text, does) => {
    expect(readAgentReply(reply(text))).toEqual(does);
  });

  it.each([
    ['no marker', `Try version 3.\n\n${attribution}\n\n> It hangs.`, 'no_marker'],
    ['nothing above the marker', reply(''), 'unclear'],
    ['text below the quotation', `${attribution}\n\n${quoted}\n\nTry version 3.`, 'unclear'],
    ['text above and below', reply('Hi,', '\nTry version 3.'), 'unclear'],
    ['an attribution in an unknown language', `Hei.\n\nDana <d@q.example> kirjutas 24.11:\n${notification}`, 'unclear'],
    ['an unknown command', reply('/snooze\nLater.'), 'unclear'],
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

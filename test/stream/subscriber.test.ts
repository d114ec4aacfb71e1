import { describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

/** A subscriber that notes what it applied, and the lines of its log. */
function setUp(fails?: Error) {
  const applied: string[] = [];
  const lines: object[] = [];
  const write = (level: string) => (message: string, fields: object, counts: readonly string[]) =>
    void lines.push({ level, message, ...fields, counts });
  const handler = subscriber<string>({
    log: { info: write('info'), error: write('error') },
    message: 'it',
    read: (event) => {
      if (typeof event !== 'string') throw new RangeError('a customer’s text');
      return event;
    },
    apply: async (event) => {
      if (fails) throw fails;
      applied.push(event);
      return { ticket_id: event };
    },
    metric: 'MailsNotSent',
  });
  return { handler, applied, lines };
}

const duration_ms = expect.any(Number);

describe('a subscriber', () => {
  it('applies an event, and logs one line', async () => {
    const { handler, applied, lines } = setUp();
    await handler('t1');
    expect(applied).toEqual(['t1']);
    expect(lines).toEqual([{ level: 'info', message: 'it', ticket_id: 't1', duration_ms, counts: [] }]);
  });

  it.each([
    ['can’t apply', 't1', new TypeError('a customer’s text'), 'TypeError'],
    ['can’t apply because something is unreachable', 't1', unavailable('No.', new SyntaxError('text')), 'SyntaxError'],
    ['can’t read', 1, undefined, 'RangeError'],
  ])('fails on an event that it %s, counts that, and quotes nothing', async (_, event, fails, error) => {
    const { handler, lines } = setUp(fails);
    const failure: Error = await handler(event).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    // Lambda logs this one.
    expect([failure.message, failure.cause]).toEqual(['It failed; the line above says why.', undefined]);
    expect(lines).toMatchObject([{ level: 'error', message: 'it', error, duration_ms, counts: ['MailsNotSent'] }]);
    expect(JSON.stringify(lines)).not.toContain('customer');
  });
});

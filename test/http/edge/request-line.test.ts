import { expect, it } from 'vitest';
import { metricOf, type Outcome } from '#core/metrics.ts';
import { requestLine } from '#http/edge/request-line.ts';
import { gatewayEvent } from './event.ts';

type Line = { level: string; fields: Record<string, unknown>; counts: readonly string[] };

function written(outcome: Outcome, statusCode: number, cause?: unknown): Line[] {
  const lines: Line[] = [];
  const write = (level: string) => (_: string, fields: Line['fields'], counts: Line['counts']) =>
    void lines.push({ level, fields, counts });
  const line = requestLine({ info: write('info'), error: write('error') }, gatewayEvent());
  line.note({ agent: 'Dana' });
  line.count('TicketsClosed');
  line.write(outcome, { statusCode }, cause);
  return lines;
}

it.each([
  ['ok', 200, []],
  ['invalid_fields', 422, []],
  ['invalid_token', 401, ['CustomersRefused']],
  ['credits_required', 403, ['CustomersWithoutCredits']],
  ['invalid_key', 401, ['AgentsRefused']],
  ['unavailable', 503, ['Unavailable']],
  ['internal_error', 500, ['Defects']],
] as const)(
  'the outcome %s is one line, an error from 500 on, and counts in its metric',
  (outcome, status, counted) => {
    expect(written(outcome, status)).toEqual([
      {
        level: status < 500 ? 'info' : 'error',
        fields: {
          request_id: 'request-1',
          route: 'POST /test',
          agent: 'Dana',
          outcome,
          status,
          duration_ms: expect.any(Number),
        },
        counts: ['TicketsClosed', ...counted],
      },
    ]);
    expect(metricOf[outcome]).toBe(counted[0]);
  },
);

it('says where an error came from, but not its message, even if that looks like a stack', () => {
  for (const message of ['no secret', 'no secret\n    at secret (secret.ts:1:1)', '', 'Error', 'at']) {
    const [line] = written('internal_error', 500, new TypeError(message));
    expect(line?.fields).toMatchObject({ error: 'TypeError', stack: expect.any(Array) });
    expect(line?.fields.stack).toContainEqual(expect.stringMatching(/^at .*request-line\.test\.ts/));
    expect(JSON.stringify(line)).not.toContain('secret');
  }
});

it('says no more than the name of an error whose message was changed, and the type of anything else', () => {
  const error = new Error('    at secret');
  error.message = 'changed';
  expect(JSON.stringify(written('unavailable', 503, error))).not.toContain('secret');
  expect(written('unavailable', 503, 'secret')[0]?.fields).toMatchObject({ error: 'string' });
});

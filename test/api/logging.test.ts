import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { namedId } from '#core/agents/team.ts';
import { metrics } from '#core/metrics.ts';
import { emfSchema } from '#test/adapters/emf-schema.ts';
import { deskUnderTest, json } from './desk-under-test.ts';
import { patience, printedLines, structured } from './printed-lines.ts';

const { call, asAgent, asCustomer, submit, logged } = deskUnderTest();
const printed = printedLines({ logged });
const contact = '/api/support/contact';
const list = '/api/admin/support-tickets';
const draft = { subject: 'Need help', message: 'It does not work.' };

/** Counts each metric in these lines. */
function counted(lines: readonly string[]): Record<string, number> {
  const sums = metrics.map((metric) => [metric, structured(lines).filter((it) => it[metric] === 1).length] as const);
  return Object.fromEntries(sums.filter(([, sum]) => sum > 0));
}

describe('every line of the structured log', { timeout: 2 * patience }, () => {
  const outcome = ['request_id', 'route', 'agent', 'outcome', 'status', 'duration_ms'];
  const always = ['level', 'message', 'timestamp', 'service', ...outcome];
  const sometimes = ['ticket_id', 'error', 'stack', 'sampling_rate', 'xray_trace_id', '_aws', ...metrics];

  it('has the request, the agent, the route and the outcome, and nothing else', async () => {
    const entries = ['submit-ticket', 'close-ticket', 'list-tickets', 'refuse-unknown-route'] as const;
    const lines = await printed(entries, 6, async () => {
      const id = await submit();
      await asAgent('POST', `${list}/${id}/close`);
      await asAgent('GET', `${list}?limit=0`);
      await call('GET', list);
      await call('GET', '/nothing');
      await call('POST', contact, json(draft));
    });
    for (const line of structured(lines)) {
      expect(Object.keys(line)).toEqual(expect.arrayContaining(always));
      expect([...always, ...sometimes]).toEqual(expect.arrayContaining(Object.keys(line)));
    }
    const outcomes = structured(lines).map(({ route, agent, outcome, status }) => [route, agent, outcome, status]);
    expect(outcomes.sort()).toEqual(
      [
        [`POST ${contact}`, '-', 'ok', 200],
        [`POST ${list}/{ticket_id}/close`, namedId('Dana (demo)'), 'ok', 200],
        [`GET ${list}`, namedId('Dana (demo)'), 'invalid_fields', 422],
        [`GET ${list}`, '-', 'invalid_key', 401],
        ['$default', '-', 'not_found', 404],
        [`POST ${contact}`, '-', 'invalid_token', 401],
      ].sort(),
    );
    expect(new Set(structured(lines).map((line) => line.request_id)).size).toBe(6);
  });

  it('that counts is one from which CloudWatch extracts metrics, with the service as the only dimension', async () => {
    const validate = new Ajv2020.default().compile(emfSchema);
    const lines = await printed(['submit-ticket', 'list-tickets'], 2, async () => {
      await submit();
      await call('GET', list);
    });
    for (const line of structured(lines)) {
      expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
      expect(line).toMatchObject({
        service: 'support-desk',
        _aws: { CloudWatchMetrics: [{ Namespace: 'SupportDesk', Dimensions: [['service']] }] },
      });
    }
  });
});

describe('the log counts', { timeout: 4 * patience }, () => {
  const eight = (send: () => Promise<unknown>) => () => Promise.all(Array.from({ length: 8 }, send));

  it('a ticket once, however often it is sent', async () => {
    const send = () => asCustomer('POST', contact, json(draft, { 'idempotency-key': 'counted-once' }));
    expect(counted(await printed(['submit-ticket'], 8, eight(send)))).toEqual({ TicketsSubmitted: 1 });
  });

  it('a closing once, however many agents close, and again after the ticket was reopened', async () => {
    let id = '';
    await printed(['submit-ticket'], 1, async () => {
      id = await submit();
    });
    const close = () => asAgent('POST', `${list}/${id}/close`);
    const set = (status: string) => asAgent('PATCH', `${list}/${id}`, json({ status }));
    expect(counted(await printed(['close-ticket'], 8, eight(close)))).toEqual({ TicketsClosed: 1 });
    expect(counted(await printed(['update-ticket'], 1, () => set('open')))).toEqual({});
    const twice = () => set('closed').then(() => set('closed'));
    expect(counted(await printed(['update-ticket'], 2, twice))).toEqual({ TicketsClosed: 1 });
  });

  it('the callers it refused', async () => {
    const lines = await printed(['check-access', 'list-tickets'], 3, async () => {
      await call('GET', '/api/support/access');
      await asCustomer('GET', '/api/support/access', {}, { credits_purchased: 0 });
      await call('GET', list, { headers: { 'x-admin-key': 'desk_unknown' } });
    });
    expect(counted(lines)).toEqual({ CustomersRefused: 1, CustomersWithoutCredits: 1, AgentsRefused: 1 });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bill, billOf } from '#bin/cost/bill.ts';
import { PRICED_ON, prices } from '#bin/cost/prices.ts';
import { ALARMS_OF_MAIL, WATCHED } from '#bin/cost/requests.ts';
import type { Workload } from '#bin/cost/workload.ts';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { metrics } from '#core/metrics.ts';
import { readDocument } from '#test/docs/document.ts';
import { deskTemplate } from '#test/infra/desk-template.ts';
import { withMail } from '#test/infra/example-settings.ts';

const amount = fc.integer({ min: 0, max: 1_000_000 });
const workload: fc.Arbitrary<Workload> = fc.record({
  tickets: amount,
  agents: fc.integer({ min: 0, max: 100 }),
  hours: fc.integer({ min: 0, max: 24 }),
  days: fc.integer({ min: 0, max: 31 }),
  stored: amount,
  open: fc.integer({ min: 0, max: 100 }),
  mail: fc.boolean(),
  inbound: fc.boolean(),
  files: fc.boolean(),
});
const idle: Workload = {
  tickets: 0,
  agents: 0,
  hours: 8,
  days: 21,
  stored: 0,
  open: 0,
  mail: false,
  inbound: false,
  files: false,
};
const total = (month: Workload) => billOf(month, { free: false }).total;

describe('a bill', () => {
  it('is zero for an idle desk that stores nothing: its sweeper costs a tenth of a cent', () => {
    expect(billOf(idle, { free: true }).total.toFixed(2)).toBe('0.00');
  });

  it('is only for storage while nothing happens', () => {
    const { charges } = billOf({ ...idle, stored: 100_000_000 }, { free: true });
    expect(charges.filter(({ usd }) => usd.toFixed(2) !== '0.00').map(({ what }) => what)).toEqual([
      'GB stored',
      'GB recoverable to any second',
    ]);
  });

  it('is twice as high for twice the tickets, and for twice the agents', () => {
    fc.assert(
      fc.property(workload, (month) => {
        const sharesOf = (changes: Partial<Workload>) => billOf({ ...month, ...changes }, { free: false }).shares;
        const { tickets, views, index, mail, inbound, files, agents } = sharesOf({});
        const twice = sharesOf({ tickets: 2 * month.tickets });
        expect([twice.tickets, twice.views, twice.index, twice.mail, twice.inbound, twice.files]).toEqual(
          [tickets, views, index, mail, inbound, files].map((usd) => expect.closeTo(2 * usd, 6)),
        );
        expect(sharesOf({ agents: 2 * month.agents }).agents).toBeCloseTo(2 * agents, 6);
      }),
    );
  });

  it('is the same for agents on an old desk as on a young one', () => {
    fc.assert(
      fc.property(workload, amount, (month, stored) => {
        const { agents } = billOf(month, { free: false }).shares;
        expect(billOf({ ...month, stored }, { free: false }).shares.agents).toBe(agents);
      }),
    );
  });

  it('is never higher with the free tier, nor below zero', () => {
    fc.assert(
      fc.property(workload, (month) => {
        const free = billOf(month, { free: true });
        expect(free.total).toBeLessThanOrEqual(total(month));
        for (const { usd } of free.charges) expect(usd).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('includes mails only with --mail: three per ticket, which cost more than the rest of it', () => {
    const month = { ...idle, tickets: 1000 };
    const mailsOf = (bill: Bill) => bill.charges.find(({ what }) => what === 'mails')?.quantity;
    expect(mailsOf(billOf(month, { free: false }))).toBe(0);
    const bill = billOf({ ...month, mail: true }, { free: false });
    expect(mailsOf(bill)).toBe(3000);
    expect(bill.shares.mail).toBeGreaterThan(0.3);
    expect(bill.shares.mail).toBeLessThan(0.33);
  });

  it('includes files and received mail only if they are asked for; a received mail with a file has five complete chunks', () => {
    const month = { ...idle, tickets: 1000, stored: 2000 };
    const of = (changes: Partial<Workload>, service: string) =>
      billOf({ ...month, ...changes }, { free: false })
        .charges.filter((charge) => charge.service === service)
        .map(({ what, quantity }) => [what, quantity]);
    expect(of({}, 'S3').every(([, quantity]) => quantity === 0)).toBe(true);
    expect(Object.fromEntries(of({ files: true }, 'S3'))).toEqual({
      'GB stored': 4,
      writes: 4000,
      reads: 4000,
      'GB sent': 2,
    });
    const mail = { mail: true, inbound: true };
    const received = (changes: Partial<Workload>) => Object.fromEntries(of(changes, 'SES'));
    expect(received(mail)).toEqual({
      mails: 4000,
      'received mails': 1000,
      'chunks of received mails': 0,
      'GB of attachments': 0,
    });
    expect(received({ ...mail, files: true })).toMatchObject({
      'chunks of received mails': 5000,
      'GB of attachments': expect.closeTo(4 / 3),
    });
  });

  it('is under 3.2 cents for a thousand tickets, under 2.5 for their views, and under 9 for search', () => {
    const { tickets, views, index } = billOf(idle, { free: false }).perThousandTickets;
    expect(tickets).toBeLessThan(0.032);
    expect(views).toBeLessThan(0.025);
    expect(index).toBeLessThan(0.09);
  });
});

it('the alarms, metrics and dashboards match the stack', () => {
  const template = deskTemplate();
  template.resourceCountIs('AWS::CloudWatch::Alarm', WATCHED.alarm);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', WATCHED.dashboard);
  expect(metrics).toHaveLength(WATCHED.metric);
  deskTemplate(withMail).resourceCountIs('AWS::CloudWatch::Alarm', WATCHED.alarm + ALARMS_OF_MAIL);
});

it.each(Object.values(prices))('the price of $what for $service has a source', ({ usd, source }) => {
  expect(usd).toBeGreaterThan(0);
  expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/pricing\//);
  expect(PRICED_ON).toMatch(/^\d{4}-\d\d-\d\d$/);
});

describe('desk cost', () => {
  const desk = async (...args: string[]) => {
    const lines: string[] = [];
    await runDeskCommand(args, new DevFolder('unused'), (line) => lines.push(line));
    return lines;
  };

  it('prints the bill in docs/costs.md', async () => {
    const page = readDocument('docs/costs.md');
    const [, args = '', printed = ''] = /^\$ npm run --silent desk -- (cost .*)\n([\s\S]*?)```/m.exec(page) ?? [];
    expect(printed.trimEnd().split('\n')).toEqual(await desk(...args.split(' ')));
  });

  it('prints JSON for programs', async () => {
    const { workload: month, total: usd } = JSON.parse((await desk('cost', '--tickets', '10', '--json')).join('\n'));
    expect(month).toMatchObject({ tickets: 10, stored: 120, agents: 1, mail: false });
    const received = JSON.parse((await desk('cost', '--inbound', '--json')).join('\n'));
    expect(received.workload).toMatchObject({ mail: true, inbound: true, files: false });
    expect(usd).toBeGreaterThan(0);
  });

  it.each([
    [['--tickets', 'many'], '--tickets must be a number from 0 to 1,000,000,000, not many.'],
    [['--agents=-1'], '--agents must be a number from 0 to 100,000, not -1.'],
    [['--hours', '25'], '--hours must be a number from 0 to 24, not 25.'],
    [['--tickets', ''], '--tickets is empty.'],
    [['--currency', 'EUR'], "Unknown option '--currency'"],
    [['everything'], 'Usage:'],
  ])('refuses %j in one clear line', async (args, message) => {
    await expect(desk('cost', ...args)).rejects.toThrow(message);
  });
});

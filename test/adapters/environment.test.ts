import { expect, it, vi } from 'vitest';
import {
  adminAddresses,
  agentsTable,
  environment,
  hours,
  mailPatienceMs,
  optional,
  supportTiers,
  targets,
  ticketsTable,
  tokens,
} from '#adapters/environment.ts';

const tiers = [{ credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' }];

it('reads what is set, in its own type', () => {
  vi.stubEnv('TICKETS_TABLE', 'tickets');
  vi.stubEnv('SUPPORT_TIERS', JSON.stringify(tiers));
  vi.stubEnv('MAIL_PATIENCE_MS', '10000');
  expect(environment({ ticketsTable, supportTiers, mailPatienceMs })).toEqual({
    ticketsTable: 'tickets',
    supportTiers: tiers,
    mailPatienceMs: 10_000,
  });
});

it('names everything that is not set or wrong, on one line, without the values', () => {
  vi.stubEnv('TICKETS_TABLE', '');
  vi.stubEnv('SUPPORT_TIERS', JSON.stringify([...tiers, { ...tiers[0], credits: 'secret' }]));
  vi.stubEnv('TARGETS', '{"secret');
  vi.stubEnv('MAIL_PATIENCE_MS', 'secret');
  expect(() => environment({ ticketsTable, agentsTable, supportTiers, targets, mailPatienceMs })).toThrow(
    /^Environment variables: TICKETS_TABLE is not set, AGENTS_TABLE is not set, SUPPORT_TIERS is wrong \(1\.credits: Invalid input[^)]*\), TARGETS is wrong \(Invalid JSON\), MAIL_PATIENCE_MS is wrong \(Invalid input[^)]*\)\.$/,
  );
});

it('reads hours with any days of the week', () => {
  const some = { timeZone: 'UTC', periods: { sunday: [{ from: '00:00', to: '24:00' }] }, daysOff: ['2026-12-25'] };
  vi.stubEnv('HOURS', JSON.stringify(some));
  expect(environment({ hours: optional(hours) })).toEqual({ hours: some });
  vi.stubEnv('HOURS', '');
  expect(environment({ hours: optional(hours) })).toEqual({});
});

it('refuses how tokens are verified if it names two kinds of keys', () => {
  const keys = { jwksUrl: 'https://www.example.com/jwks.json', secretParameter: '/shop/jwt-secret' };
  vi.stubEnv('TOKENS', JSON.stringify({ keys }));
  expect(() => environment({ tokens })).toThrow('TOKENS is wrong (keys: Invalid input; issuer: ');
});

it('leaves out what a desk does not have, and refuses what is wrong all the same', () => {
  expect(environment({ adminAddresses: optional(adminAddresses) })).toEqual({});
  vi.stubEnv('ADMIN_ADDRESSES', '["dana@example.com"]');
  expect(environment({ adminAddresses: optional(adminAddresses) })).toEqual({ adminAddresses: ['dana@example.com'] });
  vi.stubEnv('ADMIN_ADDRESSES', '{}');
  expect(() => environment({ adminAddresses: optional(adminAddresses) })).toThrow('ADMIN_ADDRESSES is wrong');
});

import { describe, expect, it } from 'vitest';
import { completionsOf, type Known } from '#dashboard/completion/completions.ts';
import { exampleTicket, numbered } from '#test/dashboard/tickets.ts';

const known: Known = {
  tickets: [
    numbered(3, { userEmail: 'olivia@example.com', userName: 'Olivia Ek', tags: ['Billing', 'bug report'] }),
    numbered(2, { userEmail: 'zoe@example.com', tags: ['billing', 'mobile', 'an "odd" one'] }),
    exampleTicket({ supportTier: 'Priority' }),
  ],
  agents: [
    { id: 'a-1', name: 'Olga' },
    { id: 'a-2', name: 'Sam Ray' },
    { id: 'a-3', name: 'Kim' },
    { id: 'a-4', name: 'kim' },
  ],
  now: Date.parse('2026-11-29T12:00:00Z'),
};

/** Completes what is typed up to `|`; returns what it may become. */
const completed = (typed: string) => {
  const { at, all } = completionsOf(typed.replace('|', ''), typed.indexOf('|'), known);
  return all.map(({ inserted }) => typed.slice(0, at) + inserted);
};

describe('completions', () => {
  it.each([
    ['|', ['status:', 'priority:', 'tier:', 'assignee:', 'tag:', 'from:', 'before:', 'after:', 'is:', 'has:']],
    ['T|', ['tier:', 'tag:']],
    ['refund -st|', ['refund -status:']],
    ['s| refund', ['status:']],
    ['refund |', []],
    ['"st|', []],
    ['status:|', ['status:open ', 'status:in_progress ', 'status:closed ']],
    ['-STATUS:PRO|', ['-status:in_progress ']],
    ['priority:h|', ['priority:high ']],
    ['is:un|', ['is:unassigned ', 'is:unread ']],
    ['has:|', ['has:file ', 'has:note ']],
    ['tier:|', ['tier:"Email (48h response)" ', 'tier:Priority ']],
    ['tag:b|', ['tag:Billing ', 'tag:"bug report" ', 'tag:mobile ']],
    ['tag:"bug r|', ['tag:"bug report" ']],
    ['tag:odd|', []],
    ['assignee:|', ['me', 'none', 'Olga', '"Sam Ray"', 'a-3', 'a-4'].map((value) => `assignee:${value} `)],
    ['assignee:ray|', ['assignee:"Sam Ray" ']],
    ['from:ol|', ['from:olivia@example.com ']],
    ['from:ek|', ['from:olivia@example.com ']],
    ['after:|', ['2026-11-29', '2026-11-23', '2026-11', '2026-10', '2026'].map((value) => `after:${value} `)],
    ['before:month|', ['before:2026-11 ', 'before:2026-10 ']],
    ['tag:billing |', []],
  ])('of %j', (typed, all) => {
    expect(completed(typed)).toEqual(all);
  });

  it.each([
    ['status:o', true],
    ['tag:bil', true],
    ['from:', true],
    // What is typed means something by itself.
    ['from:oli', false],
    ['after:2026', false],
    ['sta', false],
    ['', false],
  ])('of %j: Enter takes the first: %s', (typed, firstIsMeant) => {
    expect(completionsOf(typed, typed.length, known).firstIsMeant).toBe(firstIsMeant);
  });
});

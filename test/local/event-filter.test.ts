import { describe, expect, it } from 'vitest';
import { filterBy } from './event-filter.ts';

describe('a filter pattern', () => {
  it('passes what has one of the values at the end of every path', () => {
    const passes = filterBy({ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { entry: { S: ['ticket'] } } } });
    const record = (eventName: string, entry: unknown) => ({ eventName, dynamodb: { Keys: { entry } } });
    expect(passes(record('INSERT', { S: 'ticket' }))).toBe(true);
    expect(passes(record('REMOVE', { S: 'ticket' }))).toBe(false);
    expect(passes(record('INSERT', { S: 'ticket#1' }))).toBe(false);
    expect(passes(record('INSERT', null))).toBe(false);
    expect(passes({ eventName: 'INSERT' })).toBe(false);
  });

  it('passes a list that has one of the values', () => {
    const passes = filterBy({ detail: { fields: ['reply', { prefix: 'mail_' }] } });
    expect(passes({ detail: { fields: ['status', 'reply'] } })).toBe(true);
    expect(passes({ detail: { fields: ['mail_resent'] } })).toBe(true);
    expect(passes({ detail: { fields: ['status'] } })).toBe(false);
    expect(passes({ detail: { fields: [] } })).toBe(false);
  });

  it('with a rule that is not known here is refused', () => {
    expect(() => filterBy({ eventName: [{ exists: true }] as never })).toThrow('does not know the filter rule');
  });
});

import fc from 'fast-check';
import { keys } from '#core/search/tokens.ts';
import { hostileText } from './values.ts';

const values = fc.constantFrom(
  'open',
  'closed',
  'high',
  'me',
  'none',
  'waiting',
  'unread',
  'file',
  'note',
  '2026',
  '2026-11-01',
  'x',
);
const words = fc.constantFrom(
  'refund',
  're',
  'the',
  'a',
  '退款',
  'INV-2026/0042',
  '"my refund"',
  'v1.2.3',
  'ann@example.com',
);
const keyed = fc
  .tuple(fc.constantFrom(...keys), fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: hostileText }))
  .map(([key, value]) => `${key}:${value}`);
const piece = fc.oneof(
  { weight: 3, arbitrary: words },
  { weight: 3, arbitrary: keyed },
  { weight: 1, arbitrary: hostileText },
);

/** Queries as agents, and people who mean harm, may type them to search: mostly within the limits. */
export const queryText: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '-', '"'), piece), { maxLength: 10 })
  .map((pieces) =>
    pieces
      .map((one) => one.join(''))
      .join(' ')
      .slice(0, 600),
  );

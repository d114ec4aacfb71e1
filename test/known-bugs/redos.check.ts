import { describe, expect, it } from 'vitest';
import { regularExpressions } from './regular-expressions.ts';
import { slowInput } from './slow-input.ts';

/*
 * ReDoS (CWE-1333): a regular expression that tries the same text over and over.
 * https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 * The first of the bad ones stopped Stack Overflow, the second is ansi-regex's: https://nvd.nist.gov/vuln/detail/CVE-2021-3807
 */

/** Builds the OpenAPI document, only from the contracts, before anything is deployed. */
const atBuildTime = 'functions/http/openapi/portable-pattern.ts';

const found = regularExpressions('functions', 'admin-site').filter(({ place }) => !place.startsWith(atBuildTime));

describe('the hunt for slow inputs', () => {
  it.each([
    String.raw`/^[\s\u200c]+|[\s\u200c]+$/g`,
    String.raw`/[[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d\/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d\/#&.:=?%@~_]*)*)?\x07)|x)/g`,
    String.raw`/^(\w+\s?)*$/`,
    '/bearer (.*) (.*)$/i',
    String.raw`/<([^>]*)>\s*;\s*(.*)="(.*)"/`,
  ])('finds one for %s', (literal) => {
    expect(slowInput(literal)).toBeDefined();
  });
});

describe('no input slows down', () => {
  it.each(found)('$place $literal', ({ literal }) => {
    expect(slowInput(literal)).toBeUndefined();
  });
});

it('no regular expression is built at run time', () => {
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(({ literal }) => !literal.startsWith('/'))).toEqual([]);
});

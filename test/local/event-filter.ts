import type { FilterPattern } from '../../lib/consumers.ts';

type Test = (value: unknown) => boolean;

/**
 * Lambda's filter pattern as a test: at the end of each of its paths a change record must have one of the values in the list. Throws for other
 * rules, such as `exists` and `prefix`.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function filterBy(pattern: FilterPattern): Test {
  const tests = Object.entries(pattern).map(([name, rule]): [string, Test] => [
    name,
    isList(rule) ? isOneOf(rule) : filterBy(rule),
  ]);
  return (value) => tests.every(([name, test]) => test(isObject(value) ? Reflect.get(value, name) : undefined));
}

function isOneOf(values: readonly unknown[]): Test {
  const other = values.find((value) => typeof value !== 'string');
  if (other === undefined) return (value) => values.includes(value);
  throw new Error(`The local event source does not know the filter rule ${JSON.stringify(other)}.`);
}

const isList = (rule: FilterPattern | readonly string[]): rule is readonly string[] => Array.isArray(rule);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

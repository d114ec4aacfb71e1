import type { FilterPattern, FilterRule } from '#lib/consumers.ts';

type Test = (value: unknown) => boolean;

/**
 * The filter pattern of Lambda or EventBridge as a test: at the end of each of its paths a change record or an event must have one of the values in the
 * list, or begin with a prefix there; of a list, one element must. Throws for other rules, such as `exists`.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html
 */
export function filterBy(pattern: FilterPattern): Test {
  const tests = Object.entries(pattern).map(([name, rule]): [string, Test] => [
    name,
    isList(rule) ? isOneOf(rule) : filterBy(rule),
  ]);
  return (value) => tests.every(([name, test]) => test(isObject(value) ? Reflect.get(value, name) : undefined));
}

function isOneOf(rules: readonly FilterRule[]): Test {
  const tests = rules.map(testOf);
  const matches = (value: unknown) => tests.some((test) => test(value));
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function testOf(rule: FilterRule): Test {
  if (typeof rule === 'string') return (value) => value === rule;
  const { prefix, ...others } = rule;
  if (typeof prefix === 'string' && Object.keys(others).length === 0) {
    return (value) => typeof value === 'string' && value.startsWith(prefix);
  }
  throw new Error(`The local event source does not know the filter rule ${JSON.stringify(rule)}.`);
}

const isList = (rule: FilterPattern | readonly FilterRule[]): rule is readonly FilterRule[] => Array.isArray(rule);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

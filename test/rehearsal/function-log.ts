import type { EntryName } from '#lib/routes.ts';
import { aws } from './aws-cli.ts';

/** The log groups' names by stack and entry, cached: looking up each one starts a program. */
const groups = new Map<string, Promise<string>>();

/** Returns everything that an entry's function printed, line by line, from the log group that its stack created. */
export async function functionLog(stack: string, entry: EntryName): Promise<string[]> {
  const group = groups.get(`${stack} ${entry}`) ?? groupOf(stack, entry);
  groups.set(`${stack} ${entry}`, group);
  return aws('logs', 'filter-log-events', `--log-group-name=${await group}`, '--query=events[].message');
}

const groupOf = (stack: string, entry: EntryName): Promise<string> =>
  aws(
    'cloudformation',
    'describe-stack-resources',
    `--stack-name=${stack}`,
    `--query=StackResources[?starts_with(LogicalResourceId, '${entry.replaceAll('-', '')}Log')].PhysicalResourceId | [0]`,
  );

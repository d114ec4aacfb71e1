import type { EntryName } from '../../lib/routes.ts';
import { aws } from './aws-cli.ts';

/** All that the function of an entry printed, line by line, from the log group that its stack made. */
export async function functionLog(stack: string, entry: EntryName): Promise<string[]> {
  const group = await aws(
    'cloudformation',
    'describe-stack-resources',
    `--stack-name=${stack}`,
    `--query=StackResources[?starts_with(LogicalResourceId, '${entry.replaceAll('-', '')}Log')].PhysicalResourceId | [0]`,
  );
  return aws('logs', 'filter-log-events', `--log-group-name=${group}`, '--query=events[].message');
}

import { functionFile } from '../../bin/build-desk.ts';
import { consumersOf, mailPatienceMs } from '../../lib/consumers.ts';
import {
  consumerEnvironment,
  functionEnvironment,
  mailEventsEnvironment,
  type TableNames,
} from '../../lib/function-environment.ts';
import { mailEvents } from '../../lib/mail-events.ts';
import { routes } from '../../lib/routes.ts';
import type { Settings } from '../../lib/settings.ts';
import type { LambdaFunction } from './lambda.ts';

/** All functions of the stack, from what `build` holds; `url` is the desk's own. A test may wait less for the mail service than AWS does. */
export function deskFunctions(
  build: string,
  settings: Settings,
  tables: TableNames,
  url: string,
  patienceMs = mailPatienceMs,
): LambdaFunction[] {
  const service = { dashboardUrl: `${url}/static/admin-support.html`, configurationSet: 'local', patienceMs };
  const environments: [entry: string, environment: Record<string, string>][] = [
    ...routes.map((route): [string, Record<string, string>] => [
      route.entry,
      functionEnvironment(route, settings, tables),
    ]),
    ...consumersOf(settings).map((consumer): [string, Record<string, string>] => [
      consumer.entry,
      consumerEnvironment(consumer, settings, tables, service),
    ]),
    [mailEvents.entry, mailEventsEnvironment(settings, tables)],
  ];
  return environments.map(([name, environment]) => ({ name, file: functionFile(build, name), environment }));
}

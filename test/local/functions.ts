import { functionFile } from '#bin/build-desk.ts';
import { consumersOf } from '#lib/consumers.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { mailEvents } from '#lib/mail-events.ts';
import type { TableNames } from '#lib/resources.ts';
import { needsOf } from '#lib/route-needs.ts';
import { ROUTE_TIMEOUT_SECONDS, routes } from '#lib/routes.ts';
import { scheduledOf } from '#lib/schedule.ts';
import type { Settings } from '#lib/settings.ts';
import { mailPatienceMs, subscribersOf } from '#lib/subscribers.ts';
import type { LambdaFunction } from './execution-environment.ts';

/** The bus's name on this machine. */
export const EVENT_BUS = 'events';

/** The name of the bucket of files on this machine. */
export const FILE_BUCKET = 'files';

/** All functions of the stack, from what `build` holds; `url` is the desk's own. A test may wait less for the mail service than AWS does. */
export function deskFunctions(
  build: string,
  settings: Settings,
  tables: TableNames,
  url: string,
  patienceMs = mailPatienceMs,
): LambdaFunction[] {
  const service = { dashboardUrl: `${url}/static/admin-support.html`, configurationSet: 'local', patienceMs };
  const names = { ...tables, fileBucket: FILE_BUCKET, eventBus: EVENT_BUS };
  const bundled = (entry: string, timeoutSeconds: number, environment: Record<string, string>): LambdaFunction => ({
    name: entry,
    file: functionFile(build, entry),
    environment,
    timeoutSeconds,
  });
  return [
    ...routes.map((route) =>
      bundled(route.entry, ROUTE_TIMEOUT_SECONDS, functionEnvironment(needsOf(route), settings, names)),
    ),
    ...[...consumersOf(settings), ...subscribersOf(settings), ...scheduledOf(settings)].map((one) =>
      bundled(one.entry, one.timeoutSeconds, functionEnvironment(one, settings, names, service)),
    ),
    bundled(mailEvents.entry, mailEvents.timeoutSeconds, functionEnvironment(mailEvents, settings, names)),
    ...(settings.mail?.inbound
      ? [
          bundled(
            inboundMail.entry,
            inboundMail.timeoutSeconds,
            functionEnvironment(inboundMail, settings, names, service),
          ),
        ]
      : []),
  ];
}

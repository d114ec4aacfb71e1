import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Alarms } from '#lib/constructs/alarms.ts';
import { Dashboard } from '#lib/constructs/dashboard.ts';
import { EventSubscriber } from '#lib/constructs/event-subscriber.ts';
import { failedRecords } from '#lib/constructs/failed-records.ts';
import { FileBucket } from '#lib/constructs/file-bucket.ts';
import { HttpApi } from '#lib/constructs/http-api.ts';
import { InboundMail } from '#lib/constructs/inbound-mail.ts';
import { Mail } from '#lib/constructs/mail.ts';
import { MailEventRecorder } from '#lib/constructs/mail-event-recorder.ts';
import { RouteFunction } from '#lib/constructs/route-function.ts';
import { ScheduledFunction } from '#lib/constructs/scheduled-function.ts';
import { StaticSite } from '#lib/constructs/static-site.ts';
import { deskTables } from '#lib/constructs/tables.ts';
import { TicketConsumer } from '#lib/constructs/ticket-consumer.ts';
import { consumersOf } from './consumers.ts';
import { inboundMail } from './inbound-mail.ts';
import { mailEvents } from './mail-events.ts';
import { routes } from './routes.ts';
import { scheduledOf } from './schedule.ts';
import type { Settings } from './settings.ts';
import { subscribersOf } from './subscribers.ts';

export interface SupportStackProps {
  readonly settings: Settings;
  /** The folder with the entries' bundles, as `bundleEntries` writes them. */
  readonly functionsDirectory: string;
  /** The folder that `/static/` serves. */
  readonly siteDirectory: string;
}

/**
 * The support desk: tables, one function per route, their API, the functions that follow the tickets, the site in front of it, and alarms and a
 * dashboard for all of it.
 */
export class SupportStack extends Stack {
  constructor(scope: Construct, { settings, functionsDirectory, siteDirectory }: SupportStackProps) {
    super(scope, settings.stackName, {
      description: 'A support desk: tickets from customers, a dashboard for agents.',
    });
    const tables = deskTables(this, settings);
    const functions = routes.map(
      (route) => new RouteFunction(this, route.entry, { route, settings, tables, functionsDirectory }),
    );
    const failed = failedRecords(this, 'FailedRecords', settings);
    const api = new HttpApi(this, 'Api', settings, functions);
    const { distribution } = new StaticSite(this, 'Site', settings, siteDirectory, api);
    const siteOrigin = `https://${distribution.domainName}`;
    const { bucket: files } = new FileBucket(this, 'Files', { settings, siteOrigin });
    const site = `${siteOrigin}/static`;
    const dashboardUrl = `${site}/admin-support.html`;
    const mail = settings.mail && new Mail(this, 'Mail', settings.mail);
    if (mail) {
      const { configurationSet } = mail;
      new MailEventRecorder(this, mailEvents.entry, { configurationSet, settings, tables, failed, functionsDirectory });
    }
    const inbound =
      mail &&
      settings.mail?.inbound &&
      new InboundMail(this, inboundMail.entry, settings.mail.inbound, {
        ...{ settings, tables, mail, dashboardUrl, files, failed, functionsDirectory },
      });
    const bus = subscribersOf(settings).length > 0 ? new EventBus(this, 'Events') : undefined;
    const shared = { settings, tables, failed, functionsDirectory };
    const consumers = consumersOf(settings).map(
      (consumer) => new TicketConsumer(this, consumer.entry, { consumer, bus, ...shared }),
    );
    const subscribers = bus
      ? subscribersOf(settings).map(
          (one) => new EventSubscriber(this, one.entry, { subscriber: one, bus, mail, dashboardUrl, ...shared }),
        )
      : [];
    const timers = scheduledOf(settings).map(
      (scheduled) => new ScheduledFunction(this, scheduled.entry, { scheduled, mail, dashboardUrl, ...shared }),
    );
    const watched = { api, functions, consumers, subscribers, timers, tables, settings };
    new Dashboard(this, 'Dashboard', settings, watched, new Alarms(this, 'Alarms', settings, watched));

    const outputs = {
      DashboardUrl: dashboardUrl,
      SupportPageUrl: `${site}/support.html`,
      ApiUrl: api.url,
      TicketsTableName: tables.tickets.tableName,
      AgentsTableName: tables.agents.tableName,
      ViewsTableName: tables.views.tableName,
      PersonalTableName: tables.personal.tableName,
      FileBucketName: files.bucketName,
      FailedRecordsBucketName: failed.bucketName,
      FirstKeyCommand: `npm run --silent desk -- agent add "Your name" --table ${tables.agents.tableName} --region ${this.region}`,
    };
    const records = [...(mail?.dkimRecords ?? []), ...(inbound?.dkimRecords ?? [])];
    const toPublish = Object.fromEntries(
      records.map(({ name, value }, index) => [`MailDns${index + 1}`, `${name} CNAME ${value}`]),
    );
    const receiving = inbound && { MailMx: inbound.mxRecord, MailRuleSet: inbound.ruleSetName };
    for (const [name, value] of Object.entries({ ...outputs, ...toPublish, ...receiving }))
      new CfnOutput(this, name, { value });
  }
}

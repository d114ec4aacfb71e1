import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { failedRecords } from './constructs/failed-records.ts';
import { HttpApi } from './constructs/http-api.ts';
import { RouteFunction } from './constructs/route-function.ts';
import { StaticSite } from './constructs/static-site.ts';
import { deskTables } from './constructs/tables.ts';
import { TicketConsumer } from './constructs/ticket-consumer.ts';
import { consumers } from './consumers.ts';
import { routes } from './routes.ts';
import type { Settings } from './settings.ts';

export interface SupportStackProps {
  readonly settings: Settings;
  /** The entries' bundles, as `bundleEntries` makes them. */
  readonly functionsDirectory: string;
  /** What `/static/` serves. */
  readonly siteDirectory: string;
}

/** The support desk: tables, one function a route, their API, what follows the tickets, the site in front of it, alarms and a dashboard over all. */
export class SupportStack extends Stack {
  constructor(scope: Construct, { settings, functionsDirectory, siteDirectory }: SupportStackProps) {
    super(scope, settings.stackName, { description: 'A support desk: tickets of customers, a dashboard for agents.' });
    const tables = deskTables(this, settings);
    const functions = routes.map(
      (route) => new RouteFunction(this, route.entry, { route, settings, tables, functionsDirectory }),
    );
    const failed = failedRecords(this, 'FailedRecords', settings);
    const followers = consumers.map(
      (consumer) =>
        new TicketConsumer(this, consumer.entry, { consumer, settings, tables, failed, functionsDirectory }),
    );
    const api = new HttpApi(this, 'Api', settings, functions);
    const { distribution } = new StaticSite(this, 'Site', settings, siteDirectory, api);
    const watched = { api, functions, consumers: followers, tables, settings };
    new Dashboard(this, 'Dashboard', settings, watched, new Alarms(this, 'Alarms', settings, watched));

    const site = `https://${distribution.domainName}/static`;
    const outputs = {
      DashboardUrl: `${site}/admin-support.html`,
      SupportPageUrl: `${site}/support.html`,
      ApiUrl: api.url,
      TicketsTableName: tables.tickets.tableName,
      AgentsTableName: tables.agents.tableName,
      ViewsTableName: tables.views.tableName,
      FailedRecordsBucketName: failed.bucketName,
      FirstKeyCommand: `npm run --silent desk -- agent add "Your name" --table ${tables.agents.tableName} --region ${this.region}`,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

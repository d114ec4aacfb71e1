import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { functionEnvironment } from '#lib/function-environment.ts';
import { mailEvents } from '#lib/mail-events.ts';
import type { Settings } from '#lib/settings.ts';
import { eventFunction } from './event-function.ts';
import { functionGrants } from './grants.ts';
import { namesOf, type Tables } from './tables.ts';

export interface MailEventRecorderProps {
  readonly configurationSet: ConfigurationSet;
  readonly settings: Settings;
  readonly tables: Tables;
  /** The bucket for events that failed for good. */
  readonly failed: IBucket;
  readonly functionsDirectory: string;
}

/**
 * A Lambda function that records SES's events about mails that bounced or were marked as spam. They arrive through EventBridge, where events of AWS's
 * own services are free.
 */
export class MailEventRecorder extends Construct {
  constructor(scope: Construct, id: string, props: MailEventRecorderProps) {
    super(scope, id);
    const { configurationSet, settings, tables, failed, functionsDirectory } = props;
    const handler = eventFunction(this, {
      entry: mailEvents.entry,
      description: 'Records bounces and complaints',
      timeoutSeconds: mailEvents.timeoutSeconds,
      environment: functionEnvironment(mailEvents, settings, namesOf(tables)),
      grants: (log) => functionGrants(mailEvents, { settings, tables }, log),
      failed,
      settings,
      functionsDirectory,
    });
    configurationSet.addEventDestination('Trouble', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    const ofThisDesk = { 'ses:configuration-set': [configurationSet.configurationSetName] };
    new Rule(this, 'Rule', {
      description: 'Bounces, complaints and rejects',
      eventPattern: { source: ['aws.ses'], detail: { mail: { tags: ofThisDesk } } },
      targets: [new LambdaTarget(handler)],
    });
  }
}

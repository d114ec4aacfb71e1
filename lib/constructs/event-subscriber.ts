import { Validations } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { functionEnvironment } from '#lib/function-environment.ts';
import { sendsMail } from '#lib/resources.ts';
import type { Settings } from '#lib/settings.ts';
import { eventPattern, type Subscriber } from '#lib/subscribers.ts';
import { eventFunction } from './event-function.ts';
import { acknowledgeObjects, functionGrants } from './grants.ts';
import { acknowledgeRecipients, type Mail } from './mail.ts';
import { namesOf, type Tables } from './tables.ts';

export interface EventSubscriberProps {
  readonly subscriber: Subscriber;
  readonly bus: EventBus;
  readonly settings: Settings;
  readonly tables: Tables;
  /** The bucket for events that failed for good. */
  readonly failed: IBucket;
  /** Required by subscribers that send mail. */
  readonly mail: Mail | undefined;
  /** The page that links for agents open. */
  readonly dashboardUrl: string;
  readonly functionsDirectory: string;
}

/** A Lambda function that the events it follows start, with a rule for each type of them. */
export class EventSubscriber extends Construct {
  readonly subscriber: Subscriber;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: EventSubscriberProps) {
    super(scope, id);
    const { subscriber, bus, settings, tables, failed, mail, dashboardUrl, functionsDirectory } = props;
    this.subscriber = subscriber;
    this.handler = eventFunction(this, {
      entry: subscriber.entry,
      description: 'An effect of changes to tickets',
      timeoutSeconds: subscriber.timeoutSeconds,
      environment: functionEnvironment(subscriber, settings, namesOf(tables), mail?.service(dashboardUrl)),
      grants: (log) => functionGrants(subscriber, { settings, tables, mail }, log),
      concurrency: settings.effectsConcurrency,
      failed,
      settings,
      functionsDirectory,
    });
    for (const followed of subscriber.follows) {
      const { source, 'detail-type': detailType, detail } = eventPattern(followed);
      new Rule(this, followed.type, {
        description: `${followed.type}, for ${subscriber.entry}`,
        eventBus: bus,
        eventPattern: { source, detailType, ...(detail && { detail }) },
        targets: [new LambdaTarget(this.handler)],
      });
    }
    acknowledgeObjects(this, subscriber);
    if (!sendsMail(subscriber)) return;
    Validations.of(this).acknowledge(acknowledgeRecipients);
  }
}

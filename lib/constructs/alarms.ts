import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { Alarm, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { statusIndex } from '../../functions/table-keys.ts';
import type { Settings } from '../settings.ts';
import type { HttpApi } from './http-api.ts';
import type { Tables } from './route-grants.ts';

const period = Duration.minutes(5);

/**
 * What a person has to look at. The API's own figure covers the functions: each is invoked by the API alone, which answers 5xx
 * for one that throws, times out or is throttled. Alarms over every function would cost money in an idle account.
 */
export class Alarms extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, settings: Settings, api: HttpApi, { tickets }: Tables) {
    super(scope, id);
    this.#topic = settings.alarmEmail === undefined ? undefined : this.#mailTopic(settings.alarmEmail);
    const table = { TableName: tickets.tableName };
    this.#whenAny(
      'ServerErrors',
      'The API answered 5xx.',
      api.gateway.metricServerError({ period, statistic: Stats.SUM }),
    );
    this.#whenAny('TicketsThrottled', 'DynamoDB refused writes to the tickets table.', throttledWrites(table));
    this.#whenAny(
      'IndexThrottled',
      'DynamoDB refused writes for want of throughput of the index by status.',
      throttledWrites({ ...table, GlobalSecondaryIndexName: statusIndex.name }),
    );
  }

  #whenAny(id: string, alarmDescription: string, metric: Metric): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.#topic) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  #mailTopic(address: string): Topic {
    const topic = new Topic(this, 'Topic', { displayName: 'Support desk alarms', enforceSSL: true });
    topic.addSubscription(new EmailSubscription(address));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A mail that cannot be delivered has nowhere better to go; the alarm itself stays to be seen.',
    });
    const ownAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: ownAccount }));
    return topic;
  }
}

function throttledWrites(dimensionsMap: Record<string, string>): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'WriteThrottleEvents',
    dimensionsMap,
    period,
    statistic: Stats.SUM,
  });
}

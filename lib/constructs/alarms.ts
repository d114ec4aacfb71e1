import { Aws, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '#lib/settings.ts';
import { type AlarmRule, alarmRules } from './alarm-rules.ts';
import type { Watched } from './watched.ts';

/** Nothing to measure is as it should be, except where something should always happen. */
const noise = { treatMissingData: TreatMissingData.NOT_BREACHING };
const silence = {
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  treatMissingData: TreatMissingData.BREACHING,
};

/** The alarms of `alarmRules`, and the topic that mails them to a person if the settings name an address. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, settings: Settings, watched: Watched) {
    super(scope, id);
    const topic = settings.alarmEmail === undefined ? undefined : this.#mailTopic(settings.alarmEmail);
    this.all = alarmRules(watched).map((rule) => this.#alarm(`${settings.stackName}-${rule.name}`, rule, topic));
  }

  #alarm(
    alarmName: string,
    { name, metric, threshold, below = false, periods, meaning }: AlarmRule,
    topic: Topic | undefined,
  ): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName,
      alarmDescription: meaning,
      metric,
      threshold,
      datapointsToAlarm: periods.bad,
      evaluationPeriods: periods.of,
      ...(below ? silence : noise),
    });
    if (topic) alarm.addAlarmAction(new SnsAction(topic));
    return alarm;
  }

  #mailTopic(address: string): Topic {
    const topic = new Topic(this, 'Topic', { displayName: 'Support desk alarms', enforceSSL: true });
    topic.addSubscription(new EmailSubscription(address));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: "A mail that can't be delivered has nowhere better to go; the alarm itself stays visible.",
    });
    const ownAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: ownAccount }));
    return topic;
  }
}

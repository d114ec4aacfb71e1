import { Stack, Validations } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { type DkimRecord, EmailIdentity, Identity, ReceiptRule, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType, S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { INBOUND_NODE_OPTIONS, inboundMail } from '#lib/inbound-mail.ts';
import type { Settings } from '#lib/settings.ts';
import { eventFunction } from './event-function.ts';
import { acknowledgeObjects, functionGrants } from './grants.ts';
import { acknowledgeRecipients, type Mail } from './mail.ts';
import { namesOf, type Tables } from './tables.ts';

type Inbound = NonNullable<NonNullable<Settings['mail']>['inbound']>;

export interface InboundMailProps {
  readonly settings: Settings;
  readonly tables: Tables;
  readonly mail: Mail;
  readonly dashboardUrl: string;
  /** The bucket in which SES stores mails. */
  readonly files: IBucket;
  /** The bucket for events that failed for good. */
  readonly failed: IBucket;
  readonly functionsDirectory: string;
}

/**
 * Mail that the desk receives: SES stores each mail for the domain in the bucket and then starts a Lambda function, which takes it. CloudFormation can't
 * activate a rule set, and an account has one active set: the rule joins the set in the settings, or one of its own, which the doctor tells how to
 * activate.
 */
export class InboundMail extends Construct {
  readonly ruleSetName: string;
  /** The DNS record that leads mail to SES. */
  readonly mxRecord: string;
  /** The DNS records that prove the domain; none if it is within the sender's. */
  readonly dkimRecords: readonly DkimRecord[];

  constructor(scope: Construct, id: string, inbound: Inbound, props: InboundMailProps) {
    super(scope, id);
    const { settings, tables, mail, dashboardUrl, files, failed, functionsDirectory } = props;
    const handler = eventFunction(this, {
      entry: inboundMail.entry,
      description: 'Takes received mail',
      timeoutSeconds: inboundMail.timeoutSeconds,
      environment: {
        ...functionEnvironment(inboundMail, settings, namesOf(tables), mail.service(dashboardUrl)),
        NODE_OPTIONS: INBOUND_NODE_OPTIONS,
      },
      grants: (log) => functionGrants(inboundMail, { settings, tables, mail }, log),
      failed,
      settings,
      functionsDirectory,
    });
    acknowledgeObjects(this, inboundMail);
    Validations.of(this).acknowledge(acknowledgeRecipients);
    const ruleSet =
      inbound.ruleSet === undefined
        ? new ReceiptRuleSet(this, 'RuleSet')
        : ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', inbound.ruleSet);
    new ReceiptRule(this, 'Rule', {
      ruleSet,
      recipients: [inbound.domain],
      scanEnabled: true,
      actions: [
        new S3({ bucket: files, objectKeyPrefix: bucketPrefixes.receivedMail }),
        new Lambda({ function: handler, invocationType: LambdaInvocationType.EVENT }),
      ],
    });
    this.ruleSetName = ruleSet.receiptRuleSetName;
    this.mxRecord = `${inbound.domain} MX 10 inbound-smtp.${Stack.of(this).region}.amazonaws.com`;
    // SES receives for the subdomains of a verified domain, too.
    const senderDomain = settings.mail?.sender.split('@').at(-1)?.toLowerCase();
    const isKnown = `.${inbound.domain}`.endsWith(`.${senderDomain}`);
    this.dkimRecords = isKnown
      ? []
      : new EmailIdentity(this, 'Identity', { identity: Identity.domain(inbound.domain) }).dkimRecords;
  }
}

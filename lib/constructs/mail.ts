import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  type DkimRecord,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { MailService } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import { mailPatienceMs } from '#lib/subscribers.ts';

/** The finding about a grant to send mail to anyone. */
export const acknowledgeRecipients = {
  id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
  reason: 'The condition pins the sender; in the sandbox SES also requires the identity of the recipient.',
};

/** The desk's resources in SES: the sender's domain, and the configuration of mails from it. */
export class Mail extends Construct {
  readonly sender: string;
  readonly configurationSet: ConfigurationSet;
  /** The DNS records that SES requires before it sends anything; none for a domain that SES already knew. */
  readonly dkimRecords: readonly DkimRecord[];

  constructor(scope: Construct, id: string, { sender, createIdentity }: NonNullable<Settings['mail']>) {
    super(scope, id);
    const domain = sender.slice(sender.indexOf('@') + 1);
    const made = createIdentity
      ? new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain) })
      : undefined;
    // Kept, because others may send from the domain too, and its DNS records took someone's time. Not kept if the deploy that creates it fails: the
    // next one would find it taken.
    made?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.sender = sender;
    this.dkimRecords = made?.dkimRecords ?? [];
    this.configurationSet = new ConfigurationSet(this, 'Mails', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
  }

  /** Returns the settings that functions send mail with; links for agents open this page. */
  service(dashboardUrl: string): MailService {
    const { configurationSetName } = this.configurationSet;
    return { dashboardUrl, configurationSet: configurationSetName, patienceMs: mailPatienceMs };
  }
}

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
import type { Settings } from '#lib/settings.ts';

/** What mail needs in SES: the sender's domain, and how mails from it are sent. */
export class Mail extends Construct {
  readonly sender: string;
  readonly configurationSet: ConfigurationSet;
  /** What DNS must say before SES sends anything; none for a domain that SES knew before. */
  readonly dkimRecords: readonly DkimRecord[];

  constructor(scope: Construct, id: string, { sender, createIdentity }: NonNullable<Settings['mail']>) {
    super(scope, id);
    const domain = sender.slice(sender.indexOf('@') + 1);
    const made = createIdentity
      ? new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain) })
      : undefined;
    // Others may send from the domain, too, and what DNS says of it took somebody's time. Not so if the deploy that makes it fails: the next would
    // find it taken.
    made?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.sender = sender;
    this.dkimRecords = made?.dkimRecords ?? [];
    this.configurationSet = new ConfigurationSet(this, 'Mails', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
  }
}

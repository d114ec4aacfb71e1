import type { MailSent } from '#test/local/mail-service.ts';
import { aws } from './aws-cli.ts';
import { stackName } from './stack.ts';

export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/** Registers the sender's domain with SES before the desk does: the emulator's CloudFormation doesn't support an identity's DKIM records. */
export async function makeIdentity(sender: string): Promise<void> {
  await aws('sesv2', 'create-email-identity', `--email-identity=${domainOf(sender)}`);
}

/** Lets the functions that send mail use any identity: the emulator doesn't see which one a mail is sent from. */
export async function letSendMail(): Promise<void> {
  const Statement = [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' }];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  for (const name of ['notify', 'rundue']) {
    const role = await aws(
      'cloudformation',
      'describe-stack-resources',
      `--stack-name=${stackName}`,
      `--query=StackResources[?ResourceType=='AWS::IAM::Role' && starts_with(LogicalResourceId, '${name}')].PhysicalResourceId | [0]`,
    );
    await aws('iam', 'put-role-policy', `--role-name=${role}`, '--policy-name=mail', `--policy-document=${policy}`);
  }
}

interface Message {
  readonly To: string[];
  readonly Subject: string;
  readonly BodyText: string;
}

/** Returns the mails that the emulator's SES accepted, oldest first. */
export async function sentMails(): Promise<MailSent[]> {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Readonly<Record<string, readonly Message[]>> };
  return Object.values(messages)
    .flat()
    .map(({ To, Subject, BodyText }) => ({ to: To, subject: Subject, text: BodyText }));
}

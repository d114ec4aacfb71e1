import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { reasonOf } from './finding.ts';

/** A stack as CloudFormation describes it. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  /** Like `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: {
    readonly DashboardUrl: string;
    readonly AgentsTableName: string;
    /** Only of a desk that receives mail. */
    readonly MailRuleSet: string | undefined;
  };
}

/** Finds a stack. Throws an error for the person who typed the command if it is not there, or cannot be asked for. */
export async function deployedStack(name: string, region: string | undefined): Promise<DeployedStack> {
  const client = new CloudFormationClient(region === undefined ? {} : { region });
  const where = await client.config.region().catch(() => {
    throw new Error('Which region? Name it with --region, or in AWS_REGION.');
  });
  const answer = await client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
    throw new Error(
      /does not exist/.test(reasonOf(error))
        ? `There is no stack ${name} in ${where}. Deploy it (npx cdk deploy), or name another region with --region or other settings with --settings.`
        : `CloudFormation couldn’t describe the stack ${name}: ${reasonOf(error)}`,
    );
  });
  const [stack] = answer.Stacks ?? [];
  const outputs = Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  const { DashboardUrl, AgentsTableName, MailRuleSet } = outputs;
  if (DashboardUrl === undefined || AgentsTableName === undefined) {
    throw new Error(
      `The stack ${name} in ${where} isn’t a support desk, or its deployment never finished (${stack?.StackStatus}).`,
    );
  }
  return {
    name,
    region: where,
    status: stack?.StackStatus ?? '',
    outputs: { DashboardUrl, AgentsTableName, MailRuleSet },
  };
}

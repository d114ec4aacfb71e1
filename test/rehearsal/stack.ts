import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aws } from './aws-cli.ts';

/** The default name in the settings. */
export const stackName = 'SupportDesk';

/** The stack's outputs for its deployer. */
export interface Outputs {
  readonly DashboardUrl: string;
  readonly ApiUrl: string;
  readonly TicketsTableName: string;
  readonly AgentsTableName: string;
  readonly ViewsTableName: string;
  readonly PersonalTableName: string;
  readonly FailedRecordsBucketName: string;
  readonly FileBucketName: string;
  readonly FirstKeyCommand: string;
}

export async function stackOutputs(): Promise<Outputs> {
  const outputs: { OutputKey: string; OutputValue: string }[] = await aws(
    'cloudformation',
    'describe-stacks',
    `--stack-name=${stackName}`,
    '--query=Stacks[0].Outputs',
  );
  return Object.fromEntries(
    outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  ) as unknown as Outputs;
}

/** Returns the id that identifies the stack even after its deletion. */
export const stackId = (): Promise<string> =>
  aws('cloudformation', 'describe-stacks', `--stack-name=${stackName}`, '--query=Stacks[0].StackId');

/** Returns the names of the resources that CloudFormation kept when it deleted the stack. */
export const untouched = (id: string): Promise<string[]> =>
  aws(
    'cloudformation',
    'describe-stack-events',
    `--stack-name=${id}`,
    "--query=StackEvents[?ResourceStatus=='DELETE_SKIPPED'].PhysicalResourceId",
  );

/** Returns the names of the resources with the stack's tag, whether the stack still exists or not. */
export async function tagged(): Promise<string[]> {
  const arns: string[] = await aws(
    'resourcegroupstaggingapi',
    'get-resources',
    `--tag-filters=Key=aws:cloudformation:stack-name,Values=${stackName}`,
    '--query=ResourceTagMappingList[].ResourceARN',
  );
  return arns.map((arn) => arn.split(/[:/]/).at(-1) ?? arn);
}

/** Gives the API the CORS rules of the deployed template: the emulator's CloudFormation loses them. */
export async function handOverCors(copy: string, { ApiUrl }: Outputs): Promise<void> {
  const template = JSON.parse(await readFile(join(copy, 'cdk.out', `${stackName}.template.json`), 'utf8'));
  const resources: { Type: string; Properties: { CorsConfiguration?: object } }[] = Object.values(template.Resources);
  const api = resources.find(({ Type }) => Type === 'AWS::ApiGatewayV2::Api');
  const rules = JSON.stringify(api?.Properties.CorsConfiguration);
  const id = new URL(ApiUrl).host.split('.')[0];
  await aws('apigatewayv2', 'update-api', `--api-id=${id}`, `--cors-configuration=${rules}`);
}

/** Returns the names of the stack's tables and buckets that exist, whether the stack still does or not. */
export async function tablesAndBuckets(): Promise<string[]> {
  const tables: string[] = await aws('dynamodb', 'list-tables', '--query=TableNames');
  const buckets: string[] = await aws('s3api', 'list-buckets', '--query=Buckets[].Name');
  const beginnings = [`${stackName.toLowerCase()}-`, 'support-desk-files-'];
  return [...tables, ...buckets].filter((name) => beginnings.some((one) => name.toLowerCase().startsWith(one)));
}

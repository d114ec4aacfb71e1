import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * Checks every synth with cdk-nag, besides the CloudFormation validator that cdk.json enables: a finding that isn't acknowledged with a reason fails
 * it.
 */
export function attachChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}

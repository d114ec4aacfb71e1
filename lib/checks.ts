import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * Has every synth checked by cdk-nag, beside the CloudFormation validator that cdk.json switches on: a finding that nobody
 * acknowledged with a reason fails it.
 */
export function attachChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}

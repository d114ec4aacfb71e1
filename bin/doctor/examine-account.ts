import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Settings } from '#lib/settings.ts';
import { examine, type Finding, ok, warning } from './finding.ts';

const ABOUT = 'Lambda';

/**
 * Examines whether the account may run as many functions at once as the API lets in requests: a new account may begin with 10.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const examineAccount = ({ throttle }: Settings, region: string): Promise<readonly Finding[]> =>
  examine(ABOUT, 'lambda:GetAccountSettings', async () => {
    const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
    const most = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const seen = `${most} functions may run at once in ${region}, all of the account together`;
    if (most >= throttle.burst) return ok(ABOUT, seen);
    return warning(
      ABOUT,
      `${seen}, but the setting "throttle" lets in ${throttle.burst} requests at once: some are refused with 503, and counts and mails come late.`,
      `Ask for more, which is free: Service Quotas, AWS Lambda, "Concurrent executions". Until then, lower "throttle.burst" to ${most}.`,
    );
  });

import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Settings } from '#lib/settings.ts';
import { subscribersOf } from '#lib/subscribers.ts';
import { examine, type Finding, ok, warning } from './finding.ts';

const ABOUT = 'Lambda';

/** Lambda always leaves so many for functions without a reservation. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const LEAST_UNRESERVED = 100;
/** Recommended for each function: a small part of the 1,000 that most accounts have. */
const ENOUGH = 10;

/**
 * Examines whether the account may run as many functions at once as the API lets in requests (a new account may begin with 10), and whether it has
 * room to reserve some for effects.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const examineAccount = (settings: Settings, region: string): Promise<readonly Finding[]> =>
  examine(ABOUT, 'lambda:GetAccountSettings', async () => {
    const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
    const most = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    return [requests(settings, region, most), ...effects(settings, most)];
  });

function requests({ throttle }: Settings, region: string, most: number): Finding {
  const seen = `${most} functions may run at once in ${region}, all of the account together`;
  if (most >= throttle.burst) return ok(ABOUT, seen);
  return warning(
    ABOUT,
    `${seen}, but the setting "throttle" lets in ${throttle.burst} requests at once: some are refused with 503, and counts and mails come late.`,
    `Ask for more, which is free: Service Quotas, AWS Lambda, "Concurrent executions". Until then, lower "throttle.burst" to ${most}.`,
  );
}

/** Nothing on a desk without effects. */
function effects(settings: Settings, most: number): Finding[] {
  const { effectsConcurrency, throttle } = settings;
  const subscribers = subscribersOf(settings);
  const about = 'Effects';
  const names = subscribers.map(({ entry }) => entry).join(', ');
  if (subscribers.length === 0) return [];
  if (effectsConcurrency !== undefined)
    return [ok(about, `${names}: at most ${effectsConcurrency} at a time, reserved`)];
  const left = most - ENOUGH * subscribers.length;
  const shared = `${names} and the API share what may run at once`;
  if (left < Math.max(LEAST_UNRESERVED, throttle.burst)) return [ok(about, `${shared}: too little to reserve some`)];
  return [
    ok(
      about,
      shared,
      `Set "effectsConcurrency" to ${ENOUGH}: then a rush of mails never keeps the API from running, nor the API mails. It is free, and leaves ${left} to all others.`,
    ),
  ];
}

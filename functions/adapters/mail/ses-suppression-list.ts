import {
  DeleteSuppressedDestinationCommand,
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';
import { patience } from '#adapters/aws-client.ts';
import { unavailable } from '#core/errors.ts';
import type { SuppressionList } from '#core/mail/allow-address.ts';

const NOT_FOUND = 404;

/**
 * The suppression list of the Amazon SES account.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html
 */
export function sesSuppressionList(config: SESv2ClientConfig = {}): SuppressionList {
  const client = new SESv2Client({ ...patience, ...config });
  return {
    async remove(EmailAddress) {
      try {
        await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
      } catch (error) {
        if (error instanceof SESv2ServiceException && error.$metadata.httpStatusCode === NOT_FOUND) return;
        throw unavailable('The mail service could not be reached. Try again.', error);
      }
    },
  };
}

/** The suppression list of a desk that sends no mail. */
export const noSuppressionList: SuppressionList = { remove: async () => {} };

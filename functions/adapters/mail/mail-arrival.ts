import * as z from 'zod/mini';
import type { Arrival, Verdict } from '#core/inbound/arrival.ts';

const verdict = z.object({ status: z.string() });

/** The event with which SES starts a function: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
const receipt = z.object({
  Records: z.tuple([
    z.object({
      ses: z.object({
        mail: z.object({ messageId: z.string().check(z.regex(/^[\w-]{1,200}$/)), timestamp: z.iso.datetime() }),
        receipt: z.object({
          recipients: z.array(z.string()),
          spamVerdict: verdict,
          virusVerdict: verdict,
          dmarcVerdict: verdict,
        }),
      }),
    }),
  ]),
});

/** Reads what SES reports about a mail that it received. Throws if it can't be read. */
export function readMailArrival(event: unknown): Arrival {
  const parsed = receipt.safeParse(event);
  // Not zod's own error, which may quote an address.
  if (!parsed.success) throw new Error('This is no report of a received mail.');
  const { mail, receipt: about } = parsed.data.Records[0].ses;
  return {
    id: mail.messageId,
    receivedAt: new Date(mail.timestamp).toISOString(),
    recipients: about.recipients,
    verdicts: {
      spam: toVerdict(about.spamVerdict),
      virus: toVerdict(about.virusVerdict),
      dmarc: toVerdict(about.dmarcVerdict),
    },
  };
}

const verdicts: Readonly<Record<string, Verdict>> = { PASS: 'pass', FAIL: 'fail' };

const toVerdict = ({ status }: { readonly status: string }): Verdict => verdicts[status] ?? 'gray';

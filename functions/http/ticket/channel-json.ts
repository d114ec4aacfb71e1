import * as z from 'zod/mini';
import type { ByMail } from '#core/inbound/by-mail.ts';
import { automaticKinds, unsentReasons } from '#core/inbound/by-mail.ts';

/** The way a message arrived. */
export const channel = z.enum(['website', 'mail', 'held_mail']).check(
  z.meta({
    description:
      '`mail`: by mail, directly. `held_mail`: by mail, which was held until an agent accepted it. `website`: otherwise',
  }),
);

/** The mail that a message arrived by. */
export const emailJson = z
  .strictObject({
    from: z.string(),
    verified: z
      .boolean()
      .check(z.meta({ description: 'True if DMARC passed or the mail has the signature of its sender’s domain' })),
    forwarded: z.boolean().check(z.meta({ description: 'True if it came from another address than the customer’s' })),
    automatic: z.nullable(z.enum(automaticKinds)),
    quoted: z.string().check(z.meta({ description: 'Quoted history and signature, which the message leaves out' })),
    unsent: z.nullable(z.enum(unsentReasons)).check(
      z.meta({
        description:
          'The reason why an agent’s email was not sent to the customer: `no_marker`: the line above which to reply is missing. `unclear`: it is not certain what the agent wrote. `too_long`. `overtaken`: somebody wrote after what the agent had read. `held`: an agent accepted it',
      }),
    ),
    remarks: z.array(z.string()).check(z.meta({ description: 'What could not be read, in plain English' })),
    formatted: z.boolean().check(z.meta({ description: 'True if it has HTML' })),
  })
  .check(z.meta({ id: 'Email' }));

export const channelOf = (mail: ByMail | undefined): z.output<typeof channel> => {
  if (!mail) return 'website';
  return mail.wasHeld ? 'held_mail' : 'mail';
};

export const toEmailJson = (mail: ByMail | undefined): z.output<typeof emailJson> | null =>
  mail
    ? {
        from: mail.from,
        verified: mail.isVerified,
        forwarded: mail.isForwarded,
        automatic: mail.automatic,
        quoted: mail.quoted,
        unsent: mail.reply?.unsent ?? null,
        remarks: [...mail.remarks],
        formatted: mail.hasHtml === true,
      }
    : null;

/** Returns the members of a message that tell how it arrived. */
export const toChannelJson = (mail: ByMail | undefined) => ({ channel: channelOf(mail), email: toEmailJson(mail) });

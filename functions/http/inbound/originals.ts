import * as z from 'zod/mini';
import type { FormattedMail } from '#core/inbound/formatted-mail.ts';
import type { Contract } from '#http/edge/contract.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { refused } from '#http/edge/problems.ts';
import { pathId } from '#http/edge/uuid.ts';
import { linkJson } from '#http/ticket/link-json.ts';
import { heldMailPath } from './held-mail.ts';

const messagePath = z.strictObject({ ticket_id: pathId(), message_id: pathId() });

/** The HTML of a mail on the wire. */
const formattedMailJson = z
  .strictObject({
    html: z.string(),
    images: z.array(
      z.strictObject({
        content_id: z.string().check(z.meta({ description: 'The HTML names it as `cid:` and this id' })),
        url: z.string(),
      }),
    ),
  })
  .check(z.meta({ id: 'FormattedMail' }));

export type FormattedMailJson = z.output<typeof formattedMailJson>;

const original = {
  summary: 'Get a link to the original of an email',
  responses: { 200: { description: 'The link', schema: linkJson }, ...refused.agent },
} as const;

const forFiveMinutes = 'The link downloads it (`message/rfc822`) and works for five minutes, for anyone who has it.';

export const getOriginalContract = {
  ...original,
  description: `The mail that a message came by, as it was received. \`message_id\` is the ticket’s own id for its first message. ${forFiveMinutes}`,
  path: messagePath,
  responses: {
    ...original.responses,
    404: { description: 'There is no such message, it didn’t come by mail, or its original is gone' },
  },
} satisfies Contract;

export const getHeldOriginalContract = {
  ...original,
  description: `A held mail as it was received. ${forFiveMinutes}`,
  path: heldMailPath,
  responses: {
    ...original.responses,
    404: { description: 'There is no such mail: it was deleted, or has expired' },
  },
} satisfies Contract;

export const getFormattedMailContract = {
  summary: 'Get the HTML of an email',
  description:
    'The HTML of the mail that a message came by, as its sender wrote it: the first million characters. **It isn’t safe to show as it is**: the dashboard sanitizes it, in a sandboxed frame. `message_id` is the ticket’s own id for its first message. The links to images work for five minutes.',
  path: messagePath,
  responses: {
    200: {
      description: 'The HTML',
      schema: formattedMailJson,
    },
    ...refused.agent,
    404: { description: 'There is no such message, it has no HTML, or its original is gone' },
  },
} satisfies Contract;

/** Returns the HTML of a mail as a response. */
export const okFormattedMail = ({ html, images }: FormattedMail): Ok =>
  ok({ html, images: images.map(({ contentId, url }) => ({ content_id: contentId, url })) });

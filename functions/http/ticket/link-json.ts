import * as z from 'zod/mini';
import type { FileLink } from '#core/files/link-to-file.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { time } from './ticket-json.ts';

/** A link to a file on the wire. */
export const linkJson = z.strictObject({ url: z.string(), expires_at: time }).check(z.meta({ id: 'FileLink' }));

export type LinkJson = z.output<typeof linkJson>;

/** Returns a link as a response. */
export const okLink = ({ url, expiresAt }: FileLink): Ok => ok({ url, expires_at: expiresAt });

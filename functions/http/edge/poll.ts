import { createHash } from 'node:crypto';
import type { ViewsState } from '#core/views/generation.ts';
import { type PollTag, stillHolds } from '#core/views/poll-tag.ts';
import { notModified, type Ok } from './endpoint.ts';
import { type EntityTag, readEntityTags } from './entity-tags.ts';

interface Poll {
  /** The views' state, read before anything that `respond` reads. */
  readonly state: ViewsState;
  /** Everything the response depends on besides tickets. */
  readonly representation: readonly (string | number | undefined)[];
  /** Milliseconds since the epoch, from before the state was read. */
  readonly now: number;
  readonly ifNoneMatch: string | undefined;
  /** With `isPassing` the response is out of date as soon as it is sent, and has no tag. */
  readonly respond: () => Promise<Ok & { readonly isPassing?: boolean }>;
}

/** Returns a response with its entity tag, or 304 (RFC 9110, section 13.1.2) if `If-None-Match` has the tag of the same response. */
export async function respondToPoll({ state, representation, now, ifNoneMatch, respond }: Poll): Promise<Ok> {
  const name = createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 16);
  const tags = readEntityTags(ifNoneMatch ?? '');
  if (tags === '*') return notModified({});
  const known = (tags ?? []).flatMap(readTag).find((tag) => stillHolds(tag, state, name, now));
  if (known) return notModified({ etag: textOf(known) });
  const { body, headers, isPassing = false } = await respond();
  if (isPassing) return { body, ...(headers && { headers }) };
  const { generation, revision } = state;
  return { body, headers: { ...headers, etag: textOf({ generation, revision, representation: name, readAt: now }) } };
}

/** Weak, because it doesn't identify the bytes. */
const textOf = ({ generation, revision, representation, readAt }: PollTag): string =>
  `W/"${generation}.${revision}.${readAt}.${representation}"`;

/** Reads a tag of this desk, weak or strong; nothing for any other. */
function readTag({ value }: EntityTag): PollTag[] {
  const [, generation, revision, readAt, representation] =
    /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.([\w-]{16})$/.exec(value) ?? [];
  if (representation === undefined) return [];
  return [{ generation: Number(generation), revision: Number(revision), readAt: Number(readAt), representation }];
}

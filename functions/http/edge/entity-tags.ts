import { createHash } from 'node:crypto';
import { notModified, type Ok } from './endpoint.ts';

/** An entity tag (RFC 9110, section 8.8.3), `value` without its quotes. */
export interface EntityTag {
  readonly weak: boolean;
  readonly value: string;
}

/** A member of the list, which may be empty, with its separator. */
const MEMBER = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/gy;

/** Returns 16 characters of a hash of a response, for its entity tag. */
export const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16);

/**
 * Reads an `If-Match` or `If-None-Match` header: `*`, or a list of entity tags that may have empty members and commas in quotes (RFC 9110, sections
 * 5.6.1 and 13.1). Returns undefined for anything else, and for a list without tags.
 */
export function readEntityTags(header: string): '*' | readonly EntityTag[] | undefined {
  if (/^[ \t]*\*[ \t]*$/.test(header)) return '*';
  const members = [...header.matchAll(MEMBER)];
  const tags = members.flatMap(([, weak, value]) => (value === undefined ? [] : [{ weak: weak !== undefined, value }]));
  const isWhole = members.reduce((length, [member]) => length + member.length, 0) === header.length;
  return isWhole && tags.length > 0 ? tags : undefined;
}

/**
 * Returns a success with an entity tag, or 304 if `If-None-Match` has that tag, by weak comparison, or `*` (RFC 9110, section 13.1.2); a header that
 * isn't a list of tags matches nothing.
 */
export function unlessNamed(ifNoneMatch: string | undefined, response: Ok): Ok {
  const etag = response.headers?.etag ?? '';
  const named = readEntityTags(ifNoneMatch ?? '');
  const own = readEntityTags(etag);
  const matches = (value: string) => own !== '*' && own?.[0]?.value === value;
  return named === '*' || named?.some(({ value }) => matches(value)) ? notModified({ etag }) : response;
}

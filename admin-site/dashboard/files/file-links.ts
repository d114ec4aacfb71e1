import type { Desk } from '#dashboard/desk/desk.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { fileApi } from '#dashboard/wire/file-api.ts';

/** A link works for five minutes; one that is used later than this is asked for again. */
const USED_MS = 240_000;
/** The most links that are asked for at a time. */
const AT_ONCE = 4;

interface Link {
  readonly url: Promise<string>;
  readonly askedAt: number;
}

/** The links of each session, by their files. */
const known = new WeakMap<object, Map<string, Link>>();
const waiting: (() => void)[] = [];
let asking = 0;

/** Returns an address of a file that works for a minute at least; it is asked for once. Rejects with `ProblemError` or `Unreachable`. */
export function linkTo({ session }: Desk, ticketId: string, fileId: string): Promise<string> {
  const api = session.api.value;
  if (!api) return Promise.reject(new ProblemError(401, ''));
  const links = known.get(api) ?? new Map<string, Link>();
  known.set(api, links);
  const name = `${ticketId} ${fileId}`;
  const link = links.get(name);
  if (link && Date.now() - link.askedAt < USED_MS) return link.url;
  const url = inTurn(() => fileApi(api.connection).link(ticketId, fileId));
  links.set(name, { url, askedAt: Date.now() });
  url.catch((error) => {
    links.delete(name);
    if (error instanceof ProblemError && error.status === 401 && session.api.value === api) session.failed(error);
  });
  return url;
}

/** Forgets a link that doesn't work. */
export function forgetLink({ session }: Desk, ticketId: string, fileId: string): void {
  const api = session.api.value;
  if (api) known.get(api)?.delete(`${ticketId} ${fileId}`);
}

async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  if (asking >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  asking += 1;
  try {
    return await ask();
  } finally {
    asking -= 1;
    waiting.shift()?.();
  }
}

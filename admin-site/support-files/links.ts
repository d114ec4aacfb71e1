import type { FinalAnswer } from '#site/customer/answer.ts';
import type { Attachment } from '#site/customer/files-script.ts';

/** Asks for a link to a file; resolves to undefined if the desk can't be reached. */
export type LinkTo = (file: Attachment) => Promise<FinalAnswer<string> | undefined>;

/** A link works for five minutes; how long that is, a device knows better than when it ends. */
const KEPT_MS = 240_000;

/** Returns a function that resolves to a link to a file. It is asked for again once it may have expired, or if there was none. */
export function links(linkTo: LinkTo, clock: () => number = Date.now) {
  const known = new Map<string, { readonly asked: number; readonly answer: ReturnType<LinkTo> }>();
  return async (file: Attachment): Promise<string | undefined> => {
    const before = known.get(file.id);
    const link = before && before.asked + KEPT_MS > clock() ? await before.answer : undefined;
    if (link?.outcome === 'done') return link.value;
    const answer = linkTo(file);
    known.set(file.id, { asked: clock(), answer });
    const fresh = await answer;
    return fresh?.outcome === 'done' ? fresh.value : undefined;
  };
}

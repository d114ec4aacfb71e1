import type { FormattedMailJson } from '#http/inbound/originals.ts';
import type { LinkJson } from '#http/ticket/link-json.ts';
import type { ShownMail } from '#site/mail-frame/notes.ts';
import type { Connection } from './connection.ts';

/** The HTML of a mail as its sender wrote it, and the images that came with it. */
export type FormattedMail = Omit<ShownMail, 'remote'>;

/** Mails as they were sent, by the place of their message in the API. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface OriginalMailApi {
  /** Returns an address that downloads the original for a few minutes. Rejects with 404 if it is gone. */
  original(of: string): Promise<string>;
  /** Rejects with 404 if the original is gone. */
  formatted(of: string): Promise<FormattedMail>;
}

/** Mails as they were sent, over a connection with an agent's key. */
export const originalMailApi = ({ get }: Connection): OriginalMailApi => ({
  original: (of) => get(`/api/admin/${of}/original`, ({ body }) => (body as LinkJson).url),
  formatted: (of) =>
    get(`/api/admin/${of}/html`, ({ body }) => {
      const { html, images } = body as FormattedMailJson;
      return { html, images: images.map(({ content_id: contentId, url }) => ({ contentId, url })) };
    }),
});

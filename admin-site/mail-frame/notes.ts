/** A mail as the dashboard sends it to the frame, once. */
export interface ShownMail {
  /** As its sender wrote it. */
  readonly html: string;
  /** The addresses of the images that came with it, by the ids that its HTML names them with (`cid:`). */
  readonly images: readonly { readonly contentId: string; readonly url: string }[];
  /** True if images from anywhere may be loaded. */
  readonly remote: boolean;
}

/**
 * A message of the frame to the dashboard: it waits for a mail; the mail takes this much room, in CSS pixels, and has remote images that aren't shown; or
 * the agent pressed Escape.
 */
export type FrameNote =
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown'; readonly height: number; readonly hidesImages: boolean }
  | { readonly kind: 'escape' };

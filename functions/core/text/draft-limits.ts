/** The maximum code points of each field of a ticket's draft, once normalized; the desk and the form count alike. */
export const draftLimits = { subject: 200, message: 10_000 } as const;

/** The maximum code points of a reply or a note, once normalized. */
export const replyLimit = 10_000;

/**
 * Limits of canned replies: the maximum code points of each field, once normalized; how many replies there may be; and the bytes they may take
 * together in the response that lists them, as `encodedBytes` counts.
 */
export const cannedReplyLimits = { name: 100, body: 10_000, replies: 200, bytes: 5_000_000 } as const;

/** Limits of saved views: the maximum code points of a name, once normalized; and how many an agent may have, and all agents may share. */
export const savedViewLimits = { name: 60, views: 50 } as const;

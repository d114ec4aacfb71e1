/** Most code points of each field of a ticket's draft, once normalized; the desk and the form count alike. */
export const draftLimits = { subject: 200, message: 10_000 } as const;

/** Most code points of a reply or a note, once normalized. */
export const replyLimit = 10_000;

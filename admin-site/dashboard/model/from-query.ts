/** Returns the query for all tickets of a customer. It may find those of others, in whose address, name or id the same words follow each other. */
export const fromQuery = (userId: string): string => `from:"${userId.replaceAll('"', ' ')}"`;

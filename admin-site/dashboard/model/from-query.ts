/** Returns the query for all tickets of a customer. It may also find other customers' tickets, if the same words are in their address, name or ID. */
export const fromQuery = (userId: string): string => `from:"${userId.replaceAll('"', ' ')}"`;

/** Names of the tables' keys and indexes: shared by the stack, which creates them, and the adapters, which use them. No imports. */
export const ticketKeys = { partition: 'id', sort: 'entry' } as const;

/** Sort key of a ticket's own item; its audit events stand beside it as `event#<op>`. */
export const ticketEntry = 'ticket';

/** Newest first by status. Only ticket items carry `status` and `created_at`, so the index is sparse. */
export const statusIndex = { name: 'status-created_at-index', partition: 'status', sort: 'created_at' } as const;

/** The agents table: one item a key, found by the key's SHA-256 in hexadecimal. */
export const agentKeys = { partition: 'key_hash' } as const;

/** The views table: what is derived from tickets, and can be made anew from them at any time. */
export const viewKeys = { partition: 'view', sort: 'entry' } as const;

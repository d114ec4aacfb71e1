/** Names of the tables' keys and indexes: shared by the stack, which creates them, and the adapters, which use them. No imports. */
export const ticketKeys = { partition: 'id', sort: 'entry' } as const;

/** Sort key of a ticket's own item. */
export const ticketEntry = 'ticket';

/** What the sort keys of the items beside it begin with: entries by the versions they made, operations by their ids, mails by versions and what they are for. */
export const besideTicket = { entry: 'entry#', operation: 'op#', mail: 'mail#' } as const;

/** A marked address, which gets no mail any more: its partition key is this and the address's SHA-256 in hexadecimal, its sort key this. */
export const addressEntry = 'address';

/**
 * Canned replies stand together in the tickets table: their partition key, what their sort keys begin with, before their ids, and the sort key
 * of the item that counts what is stored, which is read before any of them.
 */
export const cannedReplyKeys = { partition: 'canned-replies', entry: 'canned-reply#', revision: '#revision' } as const;

/** Newest first by status. Only ticket items carry `status` and `created_at`, so the index is sparse. */
export const statusIndex = { name: 'status-created_at-index', partition: 'status', sort: 'created_at' } as const;

/** A customer's tickets, newest first: their keys alone, which never change. */
export const customerIndex = { name: 'user_id-created_at-index', partition: 'user_id', sort: 'created_at' } as const;

/** The agents table: one item a key, found by the key's SHA-256 in hexadecimal. */
export const agentKeys = { partition: 'key_hash' } as const;

/** The views table: what is derived from tickets, and can be made anew from them at any time. */
export const viewKeys = { partition: 'view', sort: 'entry' } as const;

/** Names of the tables' keys and indexes: shared by the stack, which creates them, and the adapters, which use them. No imports. */
export const ticketKeys = { partition: 'id', sort: 'entry' } as const;

/** The sort key of a ticket's own item. */
export const ticketEntry = 'ticket';

/** The prefixes of the sort keys of the items beside it: entries by the versions they made, operations by their ids, mails by version and kind. */
export const besideTicket = { entry: 'entry#', operation: 'op#', mail: 'mail#' } as const;

/** A marked address, which no longer gets mail: its partition key is this and the address's SHA-256 in hexadecimal, its sort key this. */
export const addressEntry = 'address';

/** An address that may not write by mail: beside the marked address, under this sort key. */
export const blockedEntry = 'blocked';

/** A calendar in the tickets table: its partition key is this and its hash, its sort key that. */
export const calendarRecord = { partition: 'calendar#', entry: 'calendar' } as const;

/** Held mail in the tickets table: its common partition key, and the prefix of its sort keys, followed by its ids. */
export const heldMailKeys = { partition: 'held-mail', entry: 'held-mail#' } as const;

/**
 * The keys of canned replies in the tickets table: their common partition key, the prefix of their sort keys, followed by their ids, and the sort key
 * of the item with their revision, which sorts before all of them.
 */
export const cannedReplyKeys = { partition: 'canned-replies', entry: 'canned-reply#', revision: '#revision' } as const;

/** Tickets by status, newest first. Only ticket items carry `status` and `created_at`, so the index is sparse. */
export const statusIndex = { name: 'status-created_at-index', partition: 'status', sort: 'created_at' } as const;

/** A customer's tickets, newest first: only their keys, which never change. */
export const customerIndex = { name: 'user_id-created_at-index', partition: 'user_id', sort: 'created_at' } as const;

/** The agents table: one item per key, found by the key's SHA-256 in hexadecimal. */
export const agentKeys = { partition: 'key_hash' } as const;

/**
 * The table of what belongs to one person: under an agent's id, marks of what they have read, by the tickets' places in the list, a count of these,
 * and the views that they saved; under an agent's or a customer's key, their uploads.
 */
export const personalKeys = { partition: 'agent', sort: 'entry' } as const;
export const personalEntries = {
  readMark: 'read#',
  readMarks: 'reads',
  uploads: 'uploads',
  savedView: 'saved-view#',
} as const;

/** The partition of the saved views that agents share, in the same table: no agent's id. */
export const sharedViews = 'saved-views';

/** The number of mails from an address in an hour, in the same table: its partition key is this and the address's SHA-256 in hexadecimal, its sort key that. */
export const senderRecord = { partition: 'sender#', entry: 'mails' } as const;

/** An address by which an agent replies, in the same table: its partition key is this and the SHA-256 of its token, its sort key that. */
export const agentReplyRecord = { partition: 'reply#', entry: 'address' } as const;

/** The attribute of items of that table that DynamoDB deletes some time after it: seconds since the epoch. */
export const personalExpiry = 'expires';

/** The other items of the agents table, under keys that no hash can be: the team, and invitations by the SHA-256 of their tokens. */
export const agentRecords = { team: 'team', invitation: 'invitation#' } as const;

/** The views table: what is derived from tickets, and can be made anew from them at any time. */
export const viewKeys = { partition: 'view', sort: 'entry' } as const;

/** The partition of due entries in the views table; their sort keys are `<time>#<ticket's id>#<kind>`. */
export const dueView = 'due';

/** The item in the views table with the auto-close setting that its due entries follow. */
export const autoCloseRecord = { partition: 'auto-close', entry: 'adopted' } as const;

/** The counts of saved views in the views table: their partition keys are this and a hash of what is counted, their sort keys that. */
export const savedCountView = { partition: 'saved-count#', entry: 'count' } as const;

/** The partition of the times at which mail was switched on; their sort keys are `<configuration set>#<name>`. */
export const mailView = 'mail';

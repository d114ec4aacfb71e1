/** Names on the event bus: shared by the stack, which creates its rules, and the functions that publish and follow events. No imports. */
export const eventSource = 'support-desk';

export const eventTypes = ['ticket.created', 'message.added', 'ticket.changed'] as const;

export type EventType = (typeof eventTypes)[number];

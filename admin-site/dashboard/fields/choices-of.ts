import type { FieldChange } from '#dashboard/desk/field-changes.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** The values that a ticket has, or several have in common; undefined if they differ. */
interface CommonValues extends Pick<Ticket, 'tags'> {
  readonly assignee: Ticket['assignee'] | undefined;
  readonly priority: Ticket['priority'] | undefined;
  readonly snoozedUntil: Ticket['snoozedUntil'] | undefined;
  /** Tags that only some of the tickets have. */
  readonly someTags?: readonly string[];
}

export interface ChoicesOf {
  readonly values: CommonValues;
  readonly close: () => void;
  /** Sets another value. Some of the tickets keep `someTags`, which the agent has left as they are. */
  readonly change: (to: FieldChange, someTags?: readonly string[]) => void;
}

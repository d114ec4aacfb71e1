import type { MessageKind } from '#core/ticket/entry.ts';
import { counted, formatNumber } from '#dashboard/model/locale.ts';
import { and } from '#dashboard/model/messages.ts';

// Every word of canned replies, which load beside the page. `{key}` in a text is where an element goes (parts/sentence.tsx).

export const notLoaded = (reason: string) => `Couldn’t load canned replies: ${reason}`;
export const add = 'Add a canned reply';

export const hint = 'Saved answers to common questions. Type {key} in a reply to insert one.';
export const none = 'No canned replies yet. Start with the answer you type most often.';
export const edit = (name: string) => `Edit ${name}`;
export const deleteReply = 'Delete';
export const deleteOne = (name: string) => `Delete ${name}`;
export const deleted = 'Deleted';
export const notDeleted = (name: string, reason: string) => `Couldn’t delete “${name}”: ${reason}`;
export const notRestored = (name: string, reason: string) => `Couldn’t restore “${name}”: ${reason}`;

export const formNew = 'New canned reply';
export const formEdit = 'Edit canned reply';
export const formText = 'Text';
export const formSave = 'Save';
export const formSaving = 'Saving…';
export const formNotSaved = (reason: string) => `Couldn’t save: ${reason} Your text is still here.`;
export const formNameMissing = 'Enter a name.';
export const formTextMissing = 'Enter the text of the reply.';
export const formTooLong = (surplus: number, limit: number) =>
  `${counted(surplus, 'character')} too long. The limit is ${formatNumber(limit)}.`;
export const formPlaceholders = {
  first_name: 'The customer’s first name, or “there” if unknown',
  customer_name: 'The customer’s name, or “there” if unknown',
  agent_name: 'Your name',
  ticket_number: 'The ticket number, such as #abc12345',
} as const;
export const formFallback =
  '{first_name|friend} says “friend” instead. You’re asked about any other {placeholder} before you send.';
export const formActions = 'When it’s sent, also set';
export const formStatus = 'Status';
export const formAssignee = 'Assignee';
export const formTags = 'Tags to add';
export const formTagsHint = 'Separate tags with commas.';
export const formUnchanged = 'Don’t change';
export const formUnknownAgent = 'Unknown agent';
export const formInactive = (name: string) => `${name} (deactivated)`;

export const pickerNone = 'No canned replies yet.';
export const pickerNoMatches = (query: string) => `No canned reply matches “${query}”.`;
export const pickerKeys = (found: number, all: number) =>
  `${found} of ${all}. Arrow keys to choose, Enter to insert, Esc to close.`;

export const stagedLabel: Readonly<Record<MessageKind, string>> = { reply: 'Sends and sets:', note: 'Adds and sets:' };
export const unassigned = 'Unassigned';
export const assignedTo = (name: string) => `Assignee: ${name}`;
export const leaveOut = (what: string) => `Don’t set ${what}`;
export const askAboutUnfilled = (placeholders: readonly string[]) =>
  `${and(placeholders)} ${placeholders.length === 1 ? 'isn’t' : 'aren’t'} filled in. Fill in the text, or send again to send it as it is.`;

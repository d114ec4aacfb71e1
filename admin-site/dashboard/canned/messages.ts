import { counted, formatNumber } from '#dashboard/model/locale.ts';

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
  '{customer_name}': 'The customer’s name, or “there” if unknown',
  '{ticket_number}': 'The ticket number, such as #abc12345',
} as const;

export const pickerNone = 'No canned replies yet.';
export const pickerNoMatches = (query: string) => `No canned reply matches “${query}”.`;
export const pickerKeys = (found: number, all: number) =>
  `${found} of ${all}. Arrow keys to choose, Enter to insert, Esc to close.`;

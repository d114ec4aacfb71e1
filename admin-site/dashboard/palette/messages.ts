// The words of the command palette. Names of actions, views and pages are those of the page.

export const placeholder = 'Actions, views, tickets, canned replies';
export const kinds = { action: 'Action', view: 'View', ticket: 'Ticket', canned: 'Canned reply' } as const;
export const keys = 'Arrow keys to choose, Enter to go, Esc to close.';
export const searching = 'Searching tickets…';
export const noMatch = 'Nothing matches.';
export const notSearched = 'Couldn’t search all tickets. These are the ones this page knows.';
export const ticket = (number: string, subject: string) => `${number} ${subject}`;

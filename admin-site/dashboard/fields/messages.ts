// The words of the choices for a ticket's assignee, priority, tags and snooze, and for a merge.

export const headings = {
  assignee: 'Assign to',
  priority: 'Priority',
  tags: 'Tags',
  snoozedUntil: 'Snooze until',
  merge: 'Merge',
} as const;
export const placeholders = {
  assignee: 'Find an agent',
  priority: 'Find a priority',
  tags: 'Find or add a tag',
  snoozedUntil: 'Find a time',
  merge: 'Find one of their open tickets',
} as const;
export const own = (name: string) => `${name} (you)`;
export const add = (tag: string) => `Add “${tag}”`;
export const onSome = (tag: string) => `${tag} (on some)`;
export const noMatch = 'Nothing matches.';
export const noTags = 'No tags yet. Type one.';
export const done = 'Done';
export const notLoaded = (reason: string) => `Couldn’t load the agents: ${reason}`;
export const keys = 'Arrow keys to choose, Enter to set.';
export const tagKeys = 'Enter adds or removes a tag. Esc when you’re done.';

// Snooze
export const presets = {
  later_today: 'Later today',
  tomorrow: 'Tomorrow morning',
  monday: 'Monday',
  in_a_week: 'In a week',
} as const;
export const preset = (name: string, until: string) => `${name} · ${until}`;
export const wake = 'Not snoozed';
export const pickTime = 'Or at this time';
export const snooze = 'Snooze';
export const past = 'Choose a time in the future.';

// Merge
export const mergesThis = (number: string) => `${number} goes into the ticket that you choose.`;
export const keepsThis = (number: string) => `The ticket that you choose goes into ${number}.`;
export const swap = 'Swap';
export const mergeKeys = (areMore: boolean) =>
  `Arrow keys to choose, Enter to merge.${areMore ? ' Type to find older tickets.' : ''}`;
export const searchingOthers = 'Searching their other tickets…';
export const notSearched = (areShown: boolean) =>
  `Couldn’t search all of their tickets.${areShown ? ' These are the newest.' : ''}`;
export const notAllSearched = 'Nothing found so far, but not all tickets could be searched. Type more, or a number.';
export const noOthers = 'This customer has no other open ticket.';
export const othersNotLoaded = (reason: string) => `Couldn’t load their tickets: ${reason}`;
export const merged = (from: string, into: string) => `Merged ${from} into ${into}`;
export const isMerged = (number: string) => `${number} was merged into this ticket.`;
export const unmerge = 'Undo merge';
export const unmerged = (number: string) => `Took ${number} out`;
export const notMerged = 'Not merged';
export const notUnmerged = 'Still merged';

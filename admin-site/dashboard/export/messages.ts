import { counted, formatNumber } from '#dashboard/model/locale.ts';
import { filterNames } from '#dashboard/model/messages.ts';
import type { Filter } from '#dashboard/model/ticket.ts';

// The words of the export, which load with it; those of the rest of the dashboard are in model/messages.ts.

export const start = 'Export CSV';
export const startMatches = 'Export matches as CSV';
export const scope = (filter: Filter, query: string) =>
  `${filterNames[filter]}${query === '' ? '' : `, matching “${query}”`}, including tickets that aren’t loaded yet`;
export const progressOf = (read: number, total: number) => `${formatNumber(read)} of ${formatNumber(total)}`;
export const running = 'Exporting…';
export const saved = (tickets: number, name: string) => `Saved ${counted(tickets, 'ticket')} as ${name}.`;
export const failed = (read: number, reason: string) =>
  `Export stopped after ${counted(read, 'ticket')}. ${reason} Nothing was saved.`;

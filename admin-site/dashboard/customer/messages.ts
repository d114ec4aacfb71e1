import { counted } from '#dashboard/model/locale.ts';

export const heading = 'The customer today';
export const credits = 'Credits today';
export const firstContact = 'First contact';
export const lastContact = 'Last contact';
export const otherTickets = 'Other tickets';
export const none = 'None';
export const more = (count: number) => `The newest ${counted(count, 'ticket')}; there are more.`;
export const searchAll = 'Search their tickets';

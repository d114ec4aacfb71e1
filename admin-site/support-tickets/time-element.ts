import { element } from '#site/customer/dom.ts';

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Returns a time (RFC 3339), formatted for people. */
export const timeText = (time: string): string => format.format(new Date(time));

export const timeElement = (time: string): HTMLTimeElement =>
  element('time', { datetime: time, part: 'time' }, timeText(time));

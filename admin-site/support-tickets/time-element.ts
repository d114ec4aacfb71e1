import { element } from '#site/customer/dom.ts';

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A time (RFC 3339), formatted for people. */
export const timeElement = (time: string): HTMLTimeElement =>
  element('time', { datetime: time, part: 'time' }, format.format(new Date(time)));

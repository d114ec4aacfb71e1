import { element } from '#site/customer/dom.ts';

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A time of the desk's (RFC 3339), as people read it. */
export const timeElement = (time: string): HTMLTimeElement =>
  element('time', { datetime: time, part: 'time' }, format.format(new Date(time)));

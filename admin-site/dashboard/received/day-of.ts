import { locale } from '#dashboard/model/locale.ts';
import { instant } from '#dashboard/model/time.ts';

const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });

/** Returns the day of a time where the agent is: "24 December". It is less than a year away. */
export const dayOf = (time: string): string => day.format(instant(time));

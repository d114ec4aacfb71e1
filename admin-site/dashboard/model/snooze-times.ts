/** The hours in which agents work on weekdays, in the browser's time zone: from the first to the second o'clock. */
const WORK = { begins: 9, ends: 17 } as const;
/** "Later today" is this many hours later, on the full hour. */
const LATER_HOURS = 3;

type SnoozePreset = 'later_today' | 'tomorrow' | 'monday' | 'in_a_week';

/** A time to snooze a ticket until. */
interface SnoozeTime {
  readonly preset: SnoozePreset;
  readonly until: Date;
}

/**
 * Returns the times to offer, earliest first and no two the same: each later than now and within working hours. "Later today" is absent if it would
 * exceed them, and "tomorrow" if that is a day off.
 */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const daysToMonday = 8 - isoDay(now);
  const offered: Readonly<Record<SnoozePreset, Date | undefined>> = {
    later_today: laterToday(now),
    tomorrow: onWorkday(morningAfter(now, 1)),
    monday: morningAfter(now, daysToMonday),
    in_a_week: onWorkday(morningAfter(now, 7)) ?? morningAfter(now, 7 + daysToMonday),
  };
  const times = Object.entries(offered).flatMap(([preset, until]) =>
    until ? [{ preset: preset as SnoozePreset, until }] : [],
  );
  return times.filter(({ until }, index) => times.findIndex((other) => +other.until === +until) === index);
}

function laterToday(now: Date): Date | undefined {
  const hours = Math.max(WORK.begins, now.getHours() + LATER_HOURS);
  return hours <= WORK.ends ? onWorkday(atHour(now, 0, hours)) : undefined;
}

const morningAfter = (now: Date, days: number): Date => atHour(now, days, WORK.begins);

const atHour = (now: Date, days: number, hours: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hours);

const onWorkday = (time: Date): Date | undefined => (isoDay(time) <= 5 ? time : undefined);

/** Returns 1 for Monday to 7 for Sunday. */
const isoDay = (time: Date): number => time.getDay() || 7;

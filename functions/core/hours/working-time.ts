import { type Calendar, type Period, type Weekday, weekdays } from './calendar.ts';
import { clocksChange, zoneOffset } from './zone-offset.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Returns the first time at which this much working time has passed since `from`; `from` itself for none. Without a calendar all time is working
 * time. Times and durations are in milliseconds.
 */
export function addWorkingTime(calendar: Calendar | undefined, from: number, duration: number): number {
  if (!calendar || duration <= 0) return from + duration;
  let left = duration;
  for (const [start, end] of workingTime(calendar, from)) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  throw new Error('A calendar has working time in every week.');
}

/** Returns the working time between two times, in milliseconds; none if the second is not after the first. */
export function workingTimeBetween(calendar: Calendar | undefined, from: number, to: number): number {
  if (to <= from) return 0;
  if (!calendar) return to - from;
  let sum = 0;
  for (const [start, end] of workingTime(calendar, from)) {
    if (start >= to) break;
    sum += Math.min(end, to) - start;
  }
  return sum;
}

/**
 * Yields the working time from a time on, in parts from start to end, in order. Goes day by day as clocks show it, and within a day from one change
 * of the clocks to the next: time that they skip isn't worked, and time that they repeat is worked twice. Throws for a calendar without working time.
 */
function* workingTime({ timeZone, periods, daysOff }: Calendar, from: number): Generator<readonly [number, number]> {
  const off = new Set(daysOff);
  const week = weekdays.map((weekday) => partsOf(periods[weekday]));
  if (week.every((day) => day.length === 0)) throw new Error('A calendar has working time in every week.');
  for (let at = from; ; ) {
    const offset = zoneOffset(timeZone, at);
    const midnight = Math.floor((at + offset) / DAY) * DAY;
    const until = clocksChange(timeZone, at, midnight + DAY - offset);
    const date = new Date(midnight);
    if (!off.has(date.toISOString().slice(0, 10))) {
      for (const [start, end] of week[date.getUTCDay()] ?? []) {
        const part = [Math.max(at, midnight + start - offset), Math.min(until, midnight + end - offset)] as const;
        if (part[0] < part[1]) yield part;
      }
    }
    at = until;
  }
}

/** Returns the periods of a day in milliseconds after midnight, in order. */
const partsOf = (day: Calendar['periods'][Weekday] = []) =>
  day.map(({ from, to }: Period) => [sinceMidnight(from), sinceMidnight(to)] as const).sort(([a], [b]) => a - b);

function sinceMidnight(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

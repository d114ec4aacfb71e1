import type { Stats } from '#dashboard/wire/stats.ts';
import * as texts from './messages.ts';

/** The comparison of a figure with its target; the words say it, the tone repeats it. */
export interface Verdict {
  readonly tone: 'good' | 'late' | 'bad';
  readonly text: string;
}

/** Returns true if few enough tickets are open. */
export function openVerdict(open: number, { open: target }: Stats['targets']): Verdict {
  return open < target
    ? { tone: 'good', text: texts.withinTarget(target) }
    : { tone: 'bad', text: texts.overTarget(target) };
}

/** Returns true if a time to close, in seconds, is short enough; undefined if nothing was closed. */
export function timeVerdict(
  seconds: number | null,
  { hoursToClose: { good, late } }: Stats['targets'],
): Verdict | undefined {
  if (seconds === null) return undefined;
  const hours = seconds / 3600;
  if (hours <= good) return { tone: 'good', text: texts.withinHours(good) };
  return hours <= late ? { tone: 'late', text: texts.overHours(good) } : { tone: 'bad', text: texts.overHours(late) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Like `GMT`, `GMT+05:45` or, before zones were uniform, `GMT-00:44:30`. */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** Returns the milliseconds that clocks in a time zone are ahead of UTC at a time. Throws a RangeError for a zone that doesn't exist. */
export function zoneOffset(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    // It takes milliseconds to make, and a microsecond to use.
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const [, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(format.format(at)) ?? [];
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}

/**
 * Returns the first time, after `from` and up to `to`, from which on clocks in a zone are set differently than at `from`; `to` if there is none. The
 * two are at most a day apart, in which no zone has changed its clocks twice.
 */
export function clocksChange(timeZone: string, from: number, to: number): number {
  const offset = zoneOffset(timeZone, from);
  if (zoneOffset(timeZone, to) === offset) return to;
  let [same, other] = [from, to];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (zoneOffset(timeZone, middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

const MINUTES_A_DAY = 24 * 60;

const parts = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** A duration in seconds for people, in its two largest units: "20 min", "3 h 20 min", "2 days 5 h". */
export function durationOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under 1 min';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < MINUTES_A_DAY) return parts(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  const days = Math.floor(hours / 24);
  return parts(days, days === 1 ? 'day' : 'days', hours % 24, 'h');
}

/** A time to close in seconds, or that there is none. */
export const timeToCloseOf = (seconds: number | null): string => (seconds === null ? '–' : durationOf(seconds));

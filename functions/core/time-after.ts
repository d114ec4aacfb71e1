const NANOS_PER_SECOND = 1_000_000_000n;

/**
 * Returns the time `at`, or the nanosecond after `earlier` if that is not earlier than `at`: two machines' clocks differ, and one may step back, but
 * a ticket's events happen in one order. Times are RFC 3339 UTC with nine fractional digits.
 */
export function timeAfter(earlier: string, at: string): string {
  if (at > earlier) return at;
  const seconds = BigInt(Date.parse(`${earlier.slice(0, 19)}Z`) / 1000);
  const next = seconds * NANOS_PER_SECOND + BigInt(earlier.slice(20, 29)) + 1n;
  const second = new Date(Number(next / NANOS_PER_SECOND) * 1000).toISOString().slice(0, 19);
  return `${second}.${String(next % NANOS_PER_SECOND).padStart(9, '0')}Z`;
}

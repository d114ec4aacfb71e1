import { age, ageInWords, exactTime, machineTime } from '#dashboard/model/time.ts';
import { useDesk } from './desk-context.ts';

/** The time since a moment, kept up to date; the exact time on hover. `short` is for lists. */
export function RelativeTime({ time, short = false }: { readonly time: string; readonly short?: boolean }) {
  const now = useDesk().session.now.value;
  return (
    <time dateTime={machineTime(time)} title={exactTime(time)}>
      {short ? age(time, now) : ageInWords(time, now)}
    </time>
  );
}

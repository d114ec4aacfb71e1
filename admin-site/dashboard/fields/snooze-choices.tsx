import { useState } from 'preact/hooks';
import { snoozeTimes } from '#dashboard/model/snooze-times.ts';
import { dayAndTime } from '#dashboard/model/time.ts';
import { Choices } from './choices.tsx';
import type { ChoicesOf } from './choices-of.ts';
import * as words from './messages.ts';

const AWAKE = 'awake';

/** Times to snooze a ticket until, within working hours, and a field for any other. */
export function SnoozeChoices({ values, close, change }: ChoicesOf) {
  const [query, setQuery] = useState('');
  const [times] = useState(() => snoozeTimes(new Date()));
  const [picked, setPicked] = useState(() => inputValue(times[0]?.until ?? new Date()));
  const [isPast, setPast] = useState(false);
  const choices = [
    ...times.map(({ preset, until }) => ({
      id: stored(until),
      text: words.preset(words.presets[preset], dayAndTime(until.toISOString())),
      isChosen: stored(until) === values.snoozedUntil,
    })),
    ...(values.snoozedUntil === null ? [] : [{ id: AWAKE, text: words.wake, isChosen: false }]),
  ].filter(({ text }) => text.toLowerCase().includes(query.trim().toLowerCase()));
  const pick = (id: string) => {
    close();
    change({ snoozedUntil: id === AWAKE ? null : id });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const until = new Date(picked);
    if (until.getTime() > Date.now()) pick(stored(until));
    else setPast(true);
  };
  const said = choices.length === 0 ? words.noMatch : words.keys;
  return (
    <>
      <Choices field="snoozedUntil" {...{ query, choices, said }} onQuery={setQuery} onPick={pick} onClose={close} />
      <form class="pick-time" onSubmit={submit}>
        <label>
          {words.pickTime}
          <input
            type="datetime-local"
            required
            value={picked}
            onInput={({ currentTarget }) => {
              setPicked(currentTarget.value);
              setPast(false);
            }}
          />
        </label>
        <button type="submit">{words.snooze}</button>
        <p class="mistake" role="alert">
          {isPast && words.past}
        </p>
      </form>
    </>
  );
}

/** Returns a time as tickets have it. */
const stored = (time: Date): string => time.toISOString().replace('Z', '000000Z');

/** Returns a time as its field has it: where the agent is, to the minute. */
const inputValue = (time: Date): string =>
  new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);

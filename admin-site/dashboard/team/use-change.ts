import { useState } from 'preact/hooks';
import type { DraftField, NotChanged } from '#dashboard/desk/team.ts';
import * as texts from '#dashboard/model/messages.ts';
import * as words from './messages.ts';

/** Mistakes in a draft's fields, as sentences, or the reason why it couldn't be saved. */
export interface DraftMistakes {
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
  readonly other: string | undefined;
}

/** Makes one change of the team at a time, and keeps why the last one wasn't made. */
export function useChange() {
  const [refusal, setRefusal] = useState<NotChanged>();
  const [isBusy, setBusy] = useState(false);

  /** Makes a change, unless another one is being made. Calls `done` with why it wasn't made, if it wasn't. */
  async function make(
    change: () => Promise<NotChanged | undefined>,
    done: (refused: NotChanged | undefined) => void = () => {},
  ): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    const refused = await change();
    setBusy(false);
    setRefusal(refused);
    done(refused);
  }

  return { make, isBusy, refusal };
}

/** Returns why a change wasn't made, as a sentence. */
export function reasonOf({ kind, detail }: NotChanged): string {
  if (kind === 'refused') return detail;
  return kind === 'offline' ? texts.offline : words.maybeDone;
}

/** Returns what is wrong with a draft; `sentence` says of a reason what couldn't be done, and what was kept. */
export function mistakesOf(refusal: NotChanged | undefined, sentence: (reason: string) => string): DraftMistakes {
  const fields = Object.entries(refusal?.fields ?? {}) as [DraftField, string][];
  return {
    fields: Object.fromEntries(fields.map(([field, detail]) => [field, words.fieldMistake(field, detail)])),
    other: refusal && fields.length === 0 ? sentence(reasonOf(refusal)) : undefined,
  };
}

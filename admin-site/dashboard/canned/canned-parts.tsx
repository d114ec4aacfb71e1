import type { CannedParts } from '#dashboard/parts/canned-parts.ts';
import { CannedReplyPicker } from './canned-reply-picker.tsx';
import * as words from './messages.ts';
import { StagedActions } from './staged-actions.tsx';

export const parts: CannedParts = {
  CannedReplyPicker,
  StagedActions,
  askAboutUnfilled(field, staged) {
    const text = field?.value ?? '';
    const left = [...new Set(staged?.unfilled)].filter((placeholder) => text.includes(placeholder));
    const [first] = left;
    if (first === undefined) return undefined;
    const from = text.indexOf(first);
    field?.setSelectionRange(from, from + first.length);
    return words.askAboutUnfilled(left);
  },
};

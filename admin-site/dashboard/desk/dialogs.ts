import { createModel, signal } from '@preact/signals';
import type { ChosenField } from './field-changes.ts';

/** The dialogs that are open. */
export const Dialogs = createModel(() => {
  const ofAgent = { canned: signal(false), palette: signal(false), team: signal(false) };
  const field = signal<ChosenField | undefined>(undefined);
  return {
    ...ofAgent,
    field,
    shortcuts: signal(false),
    notifications: signal(false),
    /** Closes what belongs to the agent who was signed in. */
    clear(): void {
      for (const dialog of Object.values(ofAgent)) dialog.value = false;
      field.value = undefined;
    },
  };
});

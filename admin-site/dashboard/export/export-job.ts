import { signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { type ExportScope, exportFile, exportFileName } from './export-file.ts';

/** The progress of an export; `total` is about how many tickets there are to read. */
export type ExportPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly read: number; readonly total: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly read: number }
  | { readonly kind: 'saved'; readonly name: string; readonly tickets: number };

const idle: ExportPhase = { kind: 'idle' };

/** Exports of the desk's tickets, one at a time; `save` keeps a file on this device. */
export function exportJob(desk: Desk, save: (blob: Blob, name: string) => void) {
  const phase = signal<ExportPhase>(idle);
  let file: ReturnType<typeof exportFile> | undefined;
  let scope: ExportScope = { filter: 'open', q: '' };

  /** Begins with what the list shows now; what failed is taken up where it stopped. Nothing is saved until all is read. */
  async function start(): Promise<void> {
    const api = desk.session.api.value;
    if (!api || phase.value.kind === 'running') return;
    if (!file) {
      scope = desk.list.listing.value;
      file = exportFile(scope);
    }
    const current = file;
    const tell = () => {
      // Nobody knows how many a query finds.
      const count = scope.q === '' ? desk.counts.byFilter.value?.[scope.filter] : undefined;
      const total = Math.max(current.read(), count ?? 0);
      phase.value = { kind: 'running', read: current.read(), total };
    };
    try {
      for (let more = true; more; ) {
        tell();
        more = await current.readPage(api);
        if (file !== current) return;
      }
      const name = exportFileName(scope, desk.session.now.value);
      save(current.blob(), name);
      phase.value = { kind: 'saved', name, tickets: current.read() };
      file = undefined;
    } catch (error) {
      if (file !== current) return;
      phase.value = { kind: 'failed', reason: error instanceof Error ? error.message : '', read: current.read() };
      // Not after a sign-out, which ends all that is under way.
      if (desk.session.api.value === api) desk.session.failed(error);
    }
  }

  /** Forgets what was read. */
  function cancel(): void {
    file = undefined;
    phase.value = idle;
  }

  return { phase, start, cancel };
}

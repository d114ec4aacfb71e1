import { useEffect, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { type ExportPhase, exportJob } from './export-job.ts';
import * as words from './messages.ts';

/** Saves the tickets of the list as CSV, also those that are not loaded; while it reads them, the same button cancels. */
export function ExportButton({ save }: { readonly save: (blob: Blob, name: string) => void }) {
  const desk = useDesk();
  const [job] = useState(() => exportJob(desk, save));
  useEffect(() => job.cancel, [job]);
  const phase = job.phase.value;
  const { filter, q } = desk.list.listing.value;
  const offered = q === '' ? words.start : words.startMatches;
  const isEmpty = desk.list.rows.value.length === 0 && desk.pages.more.value === 'none';
  if (phase.kind === 'idle' && (isEmpty || desk.counts.byFilter.value?.[filter] === 0)) return null;
  const label = phase.kind === 'running' ? texts.cancel : phase.kind === 'failed' ? texts.tryAgain : undefined;
  return (
    <div class="export">
      {phase.kind === 'running' && (
        <>
          <progress aria-label={words.running} max={phase.total} value={phase.read} />
          <span>{words.progressOf(phase.read, phase.total)}</span>
        </>
      )}
      <p role="status">{said(phase)}</p>
      {phase.kind === 'failed' && (
        <button type="button" class="quiet small" onClick={job.cancel}>
          {texts.cancel}
        </button>
      )}
      <button
        type="button"
        class="quiet small"
        title={label ? undefined : words.scope(filter, q)}
        onClick={phase.kind === 'running' ? job.cancel : job.start}
      >
        {label ?? offered}
      </button>
    </div>
  );
}

function said(phase: ExportPhase): string {
  if (phase.kind === 'running') return words.running;
  if (phase.kind === 'saved') return words.saved(phase.tickets, phase.name);
  if (phase.kind === 'failed') return words.failed(phase.read, phase.reason);
  return '';
}

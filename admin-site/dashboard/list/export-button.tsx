import { useEffect, useState } from 'preact/hooks';
import { type ExportPhase, exportJob, saveFile } from '#dashboard/desk/export-job.ts';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** Saves the tickets of the list as CSV, also those that are not loaded; while it reads them, the same button cancels. */
export function ExportButton() {
  const desk = useDesk();
  const [job] = useState(() => exportJob(desk, saveFile));
  useEffect(() => job.cancel, [job]);
  const phase = job.phase.value;
  const query = desk.list.query.value.trim();
  const offered = query === '' ? texts.exportStart : texts.exportStartMatches;
  if (phase.kind === 'idle' && desk.counts.byFilter.value?.[desk.list.filter.value] === 0) return null;
  const label = phase.kind === 'running' ? texts.cancel : phase.kind === 'failed' ? texts.tryAgain : undefined;
  return (
    <div class="export">
      {phase.kind === 'running' && (
        <>
          <progress aria-label={texts.exportRunning} max={phase.total} value={phase.read} />
          <span>{texts.exportProgressOf(phase.read, phase.total)}</span>
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
        title={label ? undefined : texts.exportScope(desk.list.filter.value, query)}
        onClick={phase.kind === 'running' ? job.cancel : job.start}
      >
        {label ?? offered}
      </button>
    </div>
  );
}

function said(phase: ExportPhase): string {
  if (phase.kind === 'running') return texts.exportRunning;
  if (phase.kind === 'saved') return texts.exportSaved(phase.tickets, phase.name);
  if (phase.kind === 'failed') return texts.exportFailed(phase.read, phase.reason);
  return '';
}

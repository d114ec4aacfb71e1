import { useEffect, useState } from 'preact/hooks';
import { type ExportPhase, exportJob, saveFile } from '#dashboard/desk/export-job.ts';
import { countOf } from '#dashboard/model/counts.ts';
import { filterNames } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** Saves the tickets of the list as CSV, also those that are not loaded; while it reads them, the same button cancels. */
export function ExportButton() {
  const desk = useDesk();
  const [job] = useState(() => exportJob(desk, saveFile));
  useEffect(() => job.cancel, [job]);
  const phase = job.phase.value;
  const query = desk.list.query.value.trim();
  const offered = query === '' ? 'Export CSV' : 'Export matches as CSV';
  if (
    phase.kind === 'idle' &&
    desk.counts.byStatus.value &&
    countOf(desk.counts.byStatus.value, desk.list.filter.value) === 0
  )
    return null;
  const label = labels[phase.kind];
  const what = `${filterNames[desk.list.filter.value]}${query === '' ? '' : `, matching “${query}”`}, with all that is not loaded yet`;
  return (
    <div class="export">
      {phase.kind === 'running' && (
        <>
          <progress aria-label="Export" max={phase.total} value={phase.read} />
          <span>
            {count(phase.read)} of {count(phase.total)}
          </span>
        </>
      )}
      <p role="status">{said(phase)}</p>
      {phase.kind === 'failed' && (
        <button type="button" class="quiet small" onClick={job.cancel}>
          Give up
        </button>
      )}
      <button
        type="button"
        class="quiet small"
        title={label ? undefined : what}
        onClick={phase.kind === 'running' ? job.cancel : job.start}
      >
        {label ?? offered}
      </button>
    </div>
  );
}

const count = (number: number): string => number.toLocaleString('en');

const labels: Readonly<Partial<Record<ExportPhase['kind'], string>>> = { running: 'Cancel', failed: 'Try again' };

function said(phase: ExportPhase): string {
  if (phase.kind === 'running') return 'Exporting…';
  if (phase.kind === 'saved') return `${count(phase.tickets)} saved as ${phase.name}.`;
  if (phase.kind === 'failed')
    return `The export stopped after ${count(phase.read)}. ${phase.reason} Nothing was saved.`;
  return '';
}

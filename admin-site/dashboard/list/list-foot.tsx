import { useState } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { ExportButton } from './export-button.tsx';

/** Says how much was searched or is loaded, and loads more. */
export function ListFoot() {
  const desk = useDesk();
  const [loading, setLoading] = useState(false);
  const list = desk.list.loaded.value;
  const loaded = desk.list.rows.value.length;
  const more = list?.next !== undefined;
  const searching = desk.list.query.value.trim() !== '';
  const loadMore = async () => {
    if (loading) return;
    setLoading(true);
    await desk.loadMore();
    setLoading(false);
  };
  return (
    <div class="list-foot">
      <p role="status">
        {list && loaded > 0 && said({ searching, more, loaded, found: desk.list.found.value.length })}
      </p>
      {more && (
        <button type="button" aria-disabled={loading} onClick={loadMore}>
          {loading ? 'Loading…' : 'Load more'}
        </button>
      )}
      <ExportButton />
    </div>
  );
}

function said(list: { searching: boolean; more: boolean; loaded: number; found: number }): string {
  const extent = list.more ? `the newest ${list.loaded}` : list.loaded === 1 ? 'the only one' : `all ${list.loaded}`;
  if (list.searching) return `${list.found} found. Searched ${extent}.`;
  return list.more ? `The newest ${list.loaded} are loaded.` : '';
}

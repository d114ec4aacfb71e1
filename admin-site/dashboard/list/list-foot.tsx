import { useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
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
        {list &&
          loaded > 0 &&
          (searching ? texts.listFound(desk.list.found.value.length, loaded, more) : more && texts.listNewest(loaded))}
      </p>
      {more && (
        <button type="button" aria-disabled={loading} onClick={loadMore}>
          {loading ? texts.loading : texts.listLoadMore}
        </button>
      )}
      <ExportButton />
    </div>
  );
}

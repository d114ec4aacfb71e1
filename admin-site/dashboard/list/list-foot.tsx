import { useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { saveFile } from '#dashboard/page/save-file.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { exportButton } from '#dashboard/parts/export-button.ts';
import { searchParts } from '#dashboard/parts/search-parts.ts';

/** Says how much was searched, and how it stands with the rows that follow, which load by themselves. */
export function ListFoot() {
  const desk = useDesk();
  const parts = searchParts.value;
  const ExportButton = exportButton.value;
  const { listing, preview } = desk.list;
  const more = desk.pages.more.value;
  const [isTrying, setTrying] = useState(false);
  const isLoading = more === 'loading';
  const tryAgain = async () => {
    if (isLoading) return;
    setTrying(true);
    await desk.pages.loadMore();
    setTrying(false);
  };
  const isSearch = listing.value.q !== '' || preview.value;
  return (
    <div class="list-foot">
      {isSearch && parts && more !== 'failed' ? (
        <parts.SearchFoot />
      ) : (
        <p role="status">{more === 'failed' ? texts.listNotLoaded : isLoading && texts.loading}</p>
      )}
      {/* It keeps the focus, should it fail again. */}
      {(more === 'failed' || (isTrying && isLoading)) && (
        <button type="button" aria-disabled={isLoading} onClick={() => void tryAgain()}>
          {texts.tryAgain}
        </button>
      )}
      {ExportButton && <ExportButton save={saveFile} />}
    </div>
  );
}

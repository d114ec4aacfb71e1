import { useState } from 'preact/hooks';
import type { SavedView } from '#core/saved-views/saved-view.ts';
import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Line } from '#dashboard/parts/icons.tsx';
import { isShown, isWorthSaving, shownNow } from './current-view.ts';
import * as words from './messages.ts';
import css from './saved-views.css';
import { savedViewsOf } from './saved-views-of.ts';
import { ViewDialog } from './view-dialog.tsx';
import { ViewLink } from './view-link.tsx';

adoptStyles(css);

/** The agent's saved views and the shared ones in the side bar, and a button that saves what the list shows. */
export function SavedViews() {
  const desk = useDesk();
  const [edited, setEdited] = useState<SavedView>();
  const views = savedViewsOf(desk).views.value;
  if (!views) return null;
  const isOffered = isWorthSaving(desk) && !views.some((view) => isShown(desk, view));
  const begin = () => setEdited({ id: crypto.randomUUID(), name: '', ...shownNow(desk), isShared: false, position: 0 });
  return (
    <>
      {(views.length > 0 || isOffered) && <h2 class="saved-views">{words.title}</h2>}
      {views.map((view) => (
        <ViewLink key={view.id} view={view} onEdit={() => setEdited(view)} />
      ))}
      {isOffered && (
        <button class="quiet save-view" type="button" onClick={begin}>
          <AddIcon /> {words.saveThis}
        </button>
      )}
      {edited && <ViewDialog view={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

const AddIcon = () => <Line d="M8 3v10M3 8h10" />;

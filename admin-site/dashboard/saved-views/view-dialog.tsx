import { useLayoutEffect, useState } from 'preact/hooks';
import type { SavedView } from '#core/saved-views/saved-view.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import { lengthOf } from '#core/text/text.ts';
import * as texts from '#dashboard/model/messages.ts';
import { lastPosition, movedBy } from '#dashboard/model/saved-view.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusOn } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { deleteView, moveView, saveView } from './change-view.ts';
import * as words from './messages.ts';
import { savedViewsOf } from './saved-views-of.ts';

const [NAME, MISTAKE] = ['view-name', 'view-mistake'];

interface ViewDialogProps {
  /** A view that exists, or a new one. */
  readonly view: SavedView;
  readonly onClose: () => void;
}

/** Names a view and says who sees it; one that exists can be moved and deleted, too. */
export function ViewDialog({ view, onClose }: ViewDialogProps) {
  const desk = useDesk();
  const views = savedViewsOf(desk).views.value ?? [];
  const known = views.find(({ id }) => id === view.id);
  const [name, setName] = useState(view.name);
  const [isShared, setShared] = useState(view.isShared);
  const [mistake, setMistake] = useState<string>();
  // After the dialog is open, which moves the focus itself.
  useLayoutEffect(() => focusOn(NAME), []);

  function save(event: SubmitEvent): void {
    event.preventDefault();
    const length = lengthOf(name);
    if (length === 0 || length > savedViewLimits.name) {
      setMistake(length === 0 ? words.formNameMissing : words.formNameTooLong(savedViewLimits.name));
      focusOn(NAME);
      return;
    }
    const isPlaced = known?.isShared === isShared;
    const position = isPlaced ? known.position : lastPosition(views, isShared);
    void saveView(desk, { ...(known ?? view), name: name.trim(), isShared, position });
    onClose();
  }
  const remove = () => {
    void deleteView(desk, known ?? view);
    onClose();
  };
  const mover = (step: 1 | -1, label: string) => {
    const isPossible = known !== undefined && movedBy(views, known, step).length > 0;
    const move = () => known && void moveView(desk, known, step);
    return (
      <button type="button" aria-disabled={!isPossible} onClick={move}>
        {label}
      </button>
    );
  };

  return (
    <Modal label={known ? words.formEdit : words.formNew} onClose={onClose}>
      <form class="view-form" onSubmit={save} noValidate>
        <h2>{known ? words.formEdit : words.formNew}</h2>
        <label class="view-field">
          {texts.nameLabel}
          <input
            id={NAME}
            type="text"
            autocomplete="off"
            dir="auto"
            aria-invalid={mistake !== undefined}
            aria-describedby={MISTAKE}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <p class="mistake" role="alert" id={MISTAKE}>
          {mistake}
        </p>
        <p class="hint">
          {words.formQuery} <bdi>{view.query.trim() === '' ? words.formEverything : visible(view.query)}</bdi>
        </p>
        {(desk.counts.isTeam.value || isShared) && (
          <label>
            <input
              type="checkbox"
              checked={isShared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />{' '}
            {words.formShared}
          </label>
        )}
        <div class="view-actions">
          <button class="primary" type="submit">
            {words.formSave}
          </button>
          {known ? (
            <>
              {mover(-1, words.moveUp)}
              {mover(1, words.moveDown)}
              <button class="quiet" type="button" onClick={remove}>
                {words.deleteView}
              </button>
            </>
          ) : (
            <button class="quiet" type="button" onClick={onClose}>
              {texts.cancel}
            </button>
          )}
        </div>
      </form>
    </Modal>
  );
}

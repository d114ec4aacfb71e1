import { formatNumber } from '#dashboard/model/locale.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusSoon, LIST_HEADING } from '#dashboard/page/focus.ts';
import { isKeyClick } from '#dashboard/page/key-click.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Line, TeamIcon } from '#dashboard/parts/icons.tsx';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import type { CountedView } from '#dashboard/wire/saved-view-api.ts';
import { moveView } from './change-view.ts';
import { isShown, placeOfView, showView } from './current-view.ts';
import * as words from './messages.ts';

interface ViewLinkProps {
  readonly view: CountedView;
  readonly onEdit: () => void;
}

const linkId = (id: string): string => `view-${id}`;

/** Leads to a saved view and counts it. Alt and an arrow move it. */
export function ViewLink({ view, onEdit }: ViewLinkProps) {
  const desk = useDesk();
  const { id, isShared, count } = view;
  const name = visible(view.name);
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    showView(desk, view);
    if (isKeyClick(event)) focusSoon(LIST_HEADING);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.altKey ? steps[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    moveView(desk, view, step);
    focusSoon(linkId(id));
  };
  return (
    <div class="saved-view">
      <a
        id={linkId(id)}
        href={placeOfView(view)}
        title={name}
        aria-current={isShown(desk, view) ? 'page' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={show}
        onKeyDown={press}
      >
        {isShared ? <TeamIcon /> : <ViewIcon />}
        <span class="name" dir="auto">
          {name}
        </span>
        {isShared && <span class="visually-hidden">{words.shared}</span>}
        <span class="count">{count === null ? '–' : typeof count === 'number' ? formatNumber(count) : count}</span>
      </a>
      <button class="quiet" type="button" aria-label={words.edit(name)} title={words.formEdit} onClick={onEdit}>
        <MoreIcon />
      </button>
    </div>
  );
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1 };

const ViewIcon = () => <Line d="M4 2.5h8v11l-4-3-4 3z" />;
const MoreIcon = () => <Line d="M3.5 8h.01M8 8h.01M12.5 8h.01" />;

export const rowId = (ticketId: string): string => `row-${ticketId}`;
export const TICKET_HEADING = 'ticket-heading';
export const LIST_HEADING = 'list-heading';
export const INSIGHT_HEADING = 'insight-heading';
export const HELD_MAIL_HEADING = 'held-mail-heading';
export const TEAM_HEADING = 'team-heading';
export const SEARCH_FIELD = 'search';
export const COMPOSER_FIELD = 'composer';
export const SIGN_OUT_BUTTON = 'sign-out';

/** Returns true if list and ticket are two screens. */
export const isOneColumn = (): boolean => matchMedia('(width < 700px)').matches;

/** Returns the id of the heading of what is shown beside the side bar: a page, or the list. */
export const mainHeading = (): string =>
  [HELD_MAIL_HEADING, INSIGHT_HEADING].find((id) => document.getElementById(id)) ?? LIST_HEADING;

let byKeys = false;

/** Has the focus shown wherever keys move it, also in Safari, which else shows what a script focuses only if the last focus was shown. */
export function showFocusOfKeys(): void {
  for (const type of ['keydown', 'pointerdown'])
    document.addEventListener(
      type,
      () => {
        byKeys = type === 'keydown';
      },
      true,
    );
}

/** Moves focus to an element that is there, and brings it into sight. */
export function focusOn(id: string): void {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true, ...(byKeys && { focusVisible: true }) });
  // A ticket is read from its end.
  if (id !== TICKET_HEADING) element?.scrollIntoView({ block: 'nearest' });
}

/**
 * Moves focus once Preact, which renders in a microtask, has drawn the change that led there; no key comes in between, so
 * that the next one acts on what the agent sees.
 */
export function focusSoon(id: string): void {
  queueMicrotask(() => focusOn(id));
}

/** The same for a field with a text: the agent goes on at `caret`. Without the field the ticket has the focus. */
export function focusTextSoon(id: string, caret: number): void {
  queueMicrotask(() => {
    const field = document.getElementById(id);
    focusOn(field ? id : TICKET_HEADING);
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(caret, caret);
  });
}

const focusIsIn = (selector: string): boolean => document.activeElement?.closest(selector) != null;

/** After the selection moved: to the ticket if the agent was reading one, else to its row, or to the list if there is none. */
export function followSelection(selectedId: string | undefined): void {
  if (selectedId === undefined) {
    focusSoon(mainHeading());
    return;
  }
  focusSoon(isOneColumn() || focusIsIn('.ticket, .toasts') ? TICKET_HEADING : rowId(selectedId));
  // The list follows an agent who reads.
  queueMicrotask(() => document.getElementById(rowId(selectedId))?.scrollIntoView({ block: 'nearest' }));
}

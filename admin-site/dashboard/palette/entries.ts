import type { CannedReply } from '#core/canned/canned-reply.ts';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { insertCannedReply } from '#dashboard/canned/insert-canned-reply.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { sortedViews } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { USUAL_PERIOD } from '#dashboard/model/place.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import { visible } from '#dashboard/model/text.ts';
import { dues, type Filter, filters, queues, type Ticket } from '#dashboard/model/ticket.ts';
import { actionNames, keyName, workOf } from '#dashboard/page/actions.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { focusSoon, HELD_MAIL_HEADING, INSIGHT_HEADING, LIST_HEADING } from '#dashboard/page/focus.ts';
import { showView } from '#dashboard/saved-views/current-view.ts';
import type { CountedView } from '#dashboard/wire/saved-view-api.ts';
import type { PaletteEntry } from './entry.ts';
import * as words from './messages.ts';

/** Other words for an action, which its button has. */
const otherWords: Partial<Record<Action, string>> = { markOpen: texts.statusReopen };

/** The actions that are available now. */
export const actionEntries = (desk: Desk): readonly PaletteEntry[] =>
  actionNames.flatMap((name) => {
    const run = workOf(desk, name);
    if (name === 'palette' || !run) return [];
    const [text, more = ''] = [texts.shortcutLabels[name], otherWords[name]];
    return { id: `action ${name}`, kind: 'action', text, more, key: keyName(name), run };
  });

/** The lists, pages and dialogs of the side bar, and the saved views as far as they are known. */
export function viewEntries(desk: Desk, saved: readonly CountedView[]): readonly PaletteEntry[] {
  const view = (id: string, text: string, run: () => void, heading?: string): PaletteEntry => ({
    id: `view ${id}`,
    kind: 'view',
    text,
    run: () => {
      run();
      if (heading !== undefined) focusSoon(heading);
    },
  });
  const lists: readonly Filter[] = [
    ...filters,
    ...(desk.tickets.hasTargets.value ? dues : []),
    ...(desk.counts.isTeam.value ? queues : []),
  ];
  const { canned, team, notifications } = desk.dialogs;
  const opened = (dialog: typeof team) => () => {
    dialog.value = true;
  };
  return [
    ...lists.map((filter) => view(filter, texts.filterNames[filter], () => desk.showFilter(filter), LIST_HEADING)),
    ...sortedViews.map((sort) => view(sort, texts.sortNames[sort], () => desk.showFilter('open', sort), LIST_HEADING)),
    ...saved.map((one) => view(one.id, visible(one.name), () => showView(desk, one), LIST_HEADING)),
    view('reports', texts.sideBarReports, () => desk.showInsight(USUAL_PERIOD), INSIGHT_HEADING),
    ...(desk.session.inboundDomain.value
      ? [view('held-mail', texts.heldMail, desk.showHeldMail, HELD_MAIL_HEADING)]
      : []),
    view('canned', texts.cannedTitle, opened(canned)),
    view('team', texts.team, opened(team)),
    view('notifications', texts.notifications, opened(notifications)),
  ];
}

export const ticketEntries = (tickets: Iterable<Ticket>): readonly PaletteEntry[] =>
  [...tickets].map(({ id, subject, userEmail, userName }) => ({
    id: `ticket ${id}`,
    kind: 'ticket',
    text: words.ticket(ticketNumber({ id }), visible(subject)),
    more: `${visible(userName ?? '')} ${visible(userEmail)} ${id}`,
    run: (desk) => openTicket(desk, id),
  }));

/** The canned replies, which go into the reply to the selected ticket. */
export const cannedEntries = (desk: Desk, replies: readonly CannedReply[]): readonly PaletteEntry[] =>
  workOf(desk, 'reply')
    ? replies.map((reply) => ({
        id: `canned ${reply.id}`,
        kind: 'canned',
        text: visible(reply.name),
        more: reply.body,
        run: () => insertCannedReply(desk, reply),
      }))
    : [];

import { CannedRepliesButton } from '#dashboard/canned/canned-replies-button.tsx';
import { type Sort, sortedViewOf, sortedViews } from '#dashboard/model/listing.ts';
import { formatNumber } from '#dashboard/model/locale.ts';
import * as texts from '#dashboard/model/messages.ts';
import { insightQuery, queryOf, USUAL_PERIOD } from '#dashboard/model/place.ts';
import { visible } from '#dashboard/model/text.ts';
import { dues, type Filter, filters, isDue, queues } from '#dashboard/model/ticket.ts';
import { actions, keyName, withKey } from '#dashboard/page/actions.ts';
import { focusSoon, INSIGHT_HEADING, LIST_HEADING, SIGN_OUT_BUTTON } from '#dashboard/page/focus.ts';
import { isKeyClick } from '#dashboard/page/key-click.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import {
  ActivityIcon,
  BellIcon,
  ClockIcon,
  InboxIcon,
  InsightIcon,
  KeyboardIcon,
  Logo,
  NobodyIcon,
  PersonIcon,
  SearchIcon,
  SignOutIcon,
  SnoozeIcon,
  StatusDot,
  TeamIcon,
} from '#dashboard/parts/icons.tsx';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import { useLater } from '#dashboard/parts/use-later.ts';

/** Views with counts, and who is at the desk. */
export function SideBar() {
  const desk = useDesk();
  const mail = mailParts.value;
  // Without them everything else works.
  const saved = useLater(() => import('#dashboard/saved-views/saved-views.tsx'));
  return (
    <header class="side">
      <h1>
        <Logo /> {texts.product}
      </h1>
      <button class="find" type="button" title={withKey('palette')} onClick={() => actions.palette.run(desk)}>
        <SearchIcon />
        <span>{texts.shortcutLabels.palette}</span>
        <kbd class="for-keys">{keyName('palette')}</kbd>
      </button>
      <nav aria-label={texts.sideBarNavigation}>
        {[...filters, ...(desk.counts.isTeam.value ? queues : [])].map((filter) => (
          <ListLink key={filter} filter={filter} sort={desk.list.sortOf(filter)} />
        ))}
        {desk.tickets.hasTargets.value && dues.map((due) => <ListLink key={due} filter={due} sort="due" />)}
        {sortedViews.map((sort) => (
          <ListLink key={sort} filter="open" sort={sort} />
        ))}
        {mail && <mail.HeldMailLink />}
        <InsightLink />
        {typeof saved === 'object' && <saved.loaded.SavedViews />}
      </nav>
      <div class="account">
        <span class="agent" title={texts.sideBarAgent} dir="auto">
          {desk.session.agent.value && visible(desk.session.agent.value.name)}
        </span>
        <CannedRepliesButton />
        <button
          class="quiet team-button"
          type="button"
          title={texts.team}
          onClick={() => {
            desk.dialogs.team.value = true;
          }}
        >
          <TeamIcon />
          <span>{texts.team}</span>
        </button>
        <button
          class="quiet for-keys"
          type="button"
          title={withKey('help')}
          aria-keyshortcuts="?"
          onClick={() => {
            desk.dialogs.shortcuts.value = true;
          }}
        >
          <KeyboardIcon />
          <span>{texts.sideBarShortcuts}</span>
        </button>
        <button
          class="quiet bell"
          type="button"
          title={texts.notifications}
          onClick={() => {
            desk.dialogs.notifications.value = true;
          }}
        >
          <BellIcon />
          <span>{texts.notifications}</span>
        </button>
        <button
          class="quiet sign-out"
          id={SIGN_OUT_BUTTON}
          type="button"
          title={withKey('signOut')}
          onClick={() => actions.signOut.run(desk)}
        >
          <SignOutIcon />
          <span>{texts.shortcutLabels.signOut}</span>
        </button>
      </div>
    </header>
  );
}

/** Leads to the tickets of a filter, or to a sorted view of them. */
function ListLink({ filter, sort }: { readonly filter: Filter; readonly sort: Sort }) {
  const desk = useDesk();
  const view = sortedViewOf({ filter, sort });
  const listing = desk.list.listing.value;
  // A search among all tickets is a view of its own.
  const isThere = listing.filter === filter && (filter !== 'all' || listing.q === '');
  const isShown = isThere && sortedViewOf(listing) === view && !desk.isOnPage.value;
  const count = desk.counts.byFilter.value?.[filter];
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    desk.showFilter(filter, sort);
    if (isKeyClick(event)) focusSoon(LIST_HEADING);
  };
  return (
    <a
      class={view && 'sorted-view'}
      href={queryOf({ filter, sort })}
      aria-current={isShown ? 'page' : undefined}
      onClick={show}
    >
      {view === 'waiting' ? <ClockIcon /> : view ? <ActivityIcon /> : <FilterIcon filter={filter} />}
      <span class="name">
        {view ? texts.sortNames[view] : texts.filterNames[filter]}
        {!view && texts.waitingFor[filter] && <small>{texts.waitingFor[filter]}</small>}
      </span>
      {!view && !isDue(filter) && <span class="count">{count === undefined ? '–' : formatNumber(count)}</span>}
    </a>
  );
}

function FilterIcon({ filter }: { readonly filter: Filter }) {
  if (filter === 'all') return <InboxIcon />;
  if (filter === 'snoozed') return <SnoozeIcon />;
  if (isDue(filter)) return <ClockIcon />;
  if (filter === 'mine') return <PersonIcon />;
  return filter === 'unassigned' ? <NobodyIcon /> : <StatusDot status={filter} />;
}

function InsightLink() {
  const desk = useDesk();
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    desk.showInsight(USUAL_PERIOD);
    if (isKeyClick(event)) focusSoon(INSIGHT_HEADING);
  };
  return (
    <a
      class="insight-link"
      href={insightQuery(USUAL_PERIOD)}
      aria-current={desk.insight.period.value === undefined ? undefined : 'page'}
      onClick={show}
    >
      <InsightIcon />
      <span class="name">{texts.sideBarReports}</span>
    </a>
  );
}

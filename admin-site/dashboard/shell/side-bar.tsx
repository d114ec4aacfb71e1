import { CannedRepliesButton } from '#dashboard/canned/canned-replies-button.tsx';
import { formatNumber } from '#dashboard/model/locale.ts';
import * as texts from '#dashboard/model/messages.ts';
import { insightQuery, queryOf, USUAL_PERIOD } from '#dashboard/model/place.ts';
import { withKey } from '#dashboard/model/shortcuts.ts';
import { visible } from '#dashboard/model/text.ts';
import { type Filter, filters, queues } from '#dashboard/model/ticket.ts';
import { focusSoon, INSIGHT_HEADING, LIST_HEADING } from '#dashboard/page/focus.ts';
import { isKeyClick } from '#dashboard/page/key-click.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import {
  BellIcon,
  InboxIcon,
  InsightIcon,
  KeyboardIcon,
  Logo,
  NobodyIcon,
  PersonIcon,
  SignOutIcon,
  StatusDot,
  TeamIcon,
} from '#dashboard/parts/icons.tsx';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import { forgetKey } from '#dashboard/storage/remembered-key.ts';

/** Views with counts, and who is at the desk. */
export function SideBar() {
  const desk = useDesk();
  const mail = mailParts.value;
  const signOut = () => {
    forgetKey();
    desk.signOut();
  };
  return (
    <header class="side">
      <h1>
        <Logo /> {texts.product}
      </h1>
      <nav aria-label={texts.sideBarNavigation}>
        {[...filters, ...(desk.counts.isTeam.value ? queues : [])].map((filter) => (
          <FilterLink key={filter} filter={filter} />
        ))}
        {mail && <mail.HeldMailLink />}
        <InsightLink />
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
        <button class="quiet sign-out" type="button" title={texts.sideBarSignOut} onClick={signOut}>
          <SignOutIcon />
          <span>{texts.sideBarSignOut}</span>
        </button>
      </div>
    </header>
  );
}

function FilterLink({ filter }: { readonly filter: Filter }) {
  const desk = useDesk();
  const count = desk.counts.byFilter.value?.[filter];
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    desk.showFilter(filter);
    if (isKeyClick(event)) focusSoon(LIST_HEADING);
  };
  return (
    <a
      href={queryOf({ filter, ticketId: undefined })}
      aria-current={desk.list.filter.value === filter && !desk.isOnPage.value ? 'page' : undefined}
      onClick={show}
    >
      <FilterIcon filter={filter} />
      <span class="name">
        {texts.filterNames[filter]}
        {texts.waitingFor[filter] && <small>{texts.waitingFor[filter]}</small>}
      </span>
      <span class="count">{count === undefined ? '–' : formatNumber(count)}</span>
    </a>
  );
}

function FilterIcon({ filter }: { readonly filter: Filter }) {
  if (filter === 'all') return <InboxIcon />;
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

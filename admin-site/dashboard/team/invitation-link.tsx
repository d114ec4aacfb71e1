import { useEffect } from 'preact/hooks';
import type { InvitationLink as Link, Team } from '#dashboard/desk/team.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusOn, focusSoon, TEAM_HEADING } from '#dashboard/page/focus.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import * as words from './messages.ts';

/** An invitation's link, shown once, to be sent to its agent. */
export function InvitationLink({ team, link: { agent, path } }: { readonly team: Team; readonly link: Link }) {
  const isOwn = useDesk().session.agentId.value === agent.id;
  useEffect(() => focusOn(TEAM_HEADING), []);
  const url = new URL(path, location.href).href;
  const name = visible(agent.name);
  const done = () => {
    team.link.value = undefined;
    focusSoon(TEAM_HEADING);
  };
  return (
    <div class="team">
      <h2 id={TEAM_HEADING} tabIndex={-1} dir="auto">
        {isOwn ? words.linkOwnTitle : words.linkTitle(name)}
      </h2>
      <p>{isOwn ? words.linkOwnText : words.linkText(name)}</p>
      <label class="team-field">
        {words.linkLabel}
        <input
          type="text"
          readOnly
          dir="ltr"
          value={url}
          onFocus={({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => currentTarget.select()}
        />
      </label>
      <p class="hint">{words.linkOnce}</p>
      <div class="team-actions">
        <CopyButton value={url} what={words.linkCopied} />
        <button type="button" onClick={done}>
          {words.linkDone}
        </button>
      </div>
    </div>
  );
}

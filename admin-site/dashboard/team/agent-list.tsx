import { useRef } from 'preact/hooks';
import type { Team } from '#dashboard/desk/team.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { TEAM_HEADING } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import type { TeamMember } from '#dashboard/wire/team-api.ts';
import * as words from './messages.ts';
import { reasonOf, useChange } from './use-change.ts';

/** All agents. Admins open one to change them; others see who there is, and add devices of their own. */
export function AgentList({ team }: { readonly team: Team }) {
  const agents = team.agents.value;
  const unread = team.unread.value;
  const list = useRef<HTMLUListElement>(null);
  useReplaced(list, `${agents?.map(({ id }) => id)}`);
  const { make, isBusy, refusal } = useChange();
  const invite = () => {
    team.draft.value = { id: undefined, name: '', email: '', role: 'agent' };
  };
  const addDevice = (agent: TeamMember) => void make(() => team.inviteAgain(agent));

  return (
    <div class="team">
      <h2 id={TEAM_HEADING} tabIndex={-1}>
        {texts.team}
      </h2>
      {unread !== undefined && (
        <p class="mistake" role="alert">
          {words.notLoaded(unread)}{' '}
          <button class="small" type="button" onClick={() => void team.load()}>
            {texts.tryAgain}
          </button>
        </p>
      )}
      {agents ? (
        <ul class="team-list" ref={list} aria-labelledby={TEAM_HEADING}>
          {agents.map((agent) => (
            <AgentRow key={agent.id} agent={agent} team={team} addDevice={addDevice} isBusy={isBusy} />
          ))}
        </ul>
      ) : (
        unread === undefined && <p class="hint">{texts.loading}</p>
      )}
      {agents?.filter(({ isActive }) => isActive).length === 1 && team.isAdmin.value && (
        <p class="hint">{words.alone}</p>
      )}
      <p class="mistake" role="alert">
        {refusal && words.notDone(reasonOf(refusal))}
      </p>
      {team.isAdmin.value ? (
        <div class="team-actions">
          <button class="primary" type="button" onClick={invite}>
            {words.inviteAgent}
          </button>
        </div>
      ) : (
        <p class="hint">{words.askAdmin}</p>
      )}
    </div>
  );
}

interface RowProps {
  readonly agent: TeamMember;
  readonly team: Team;
  readonly addDevice: (agent: TeamMember) => void;
  readonly isBusy: boolean;
}

function AgentRow({ agent, team, addDevice, isBusy }: RowProps) {
  const isOwn = useDesk().session.agentId.value === agent.id;
  const { id, name, email, role } = agent;
  const edit = () => {
    team.draft.value = { id, name, email: email ?? '', role };
  };
  if (team.isAdmin.value) {
    return (
      <li>
        <button class="quiet team-row" type="button" onClick={edit}>
          <AgentLines agent={agent} isOwn={isOwn} />
          <span class="hint">{words.edit}</span>
        </button>
      </li>
    );
  }
  return (
    <li class="team-row">
      <AgentLines agent={agent} isOwn={isOwn} />
      {isOwn && (
        <button class="small" type="button" aria-disabled={isBusy} onClick={() => addDevice(agent)}>
          {words.addDevice}
        </button>
      )}
    </li>
  );
}

function AgentLines({ agent, isOwn }: { readonly agent: TeamMember; readonly isOwn: boolean }) {
  const { name, email, role, isActive } = agent;
  return (
    <span class={isActive ? 'team-lines' : 'team-lines inactive'}>
      <span class="team-name">
        <strong dir="auto">{visible(name)}</strong> {isOwn && <span class="mark">{words.you}</span>}
      </span>{' '}
      <span class="hint">
        {isActive ? words.roles[role] : words.deactivated}
        {email !== null && (
          <>
            {' · '}
            <bdi>{visible(email)}</bdi>
          </>
        )}
      </span>
    </span>
  );
}

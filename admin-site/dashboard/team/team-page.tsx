import { useEffect } from 'preact/hooks';
import type { Desk } from '#dashboard/desk/desk.ts';
import { Team } from '#dashboard/desk/team.ts';
import { teamApi } from '#dashboard/wire/team-api.ts';
import { AgentList } from './agent-list.tsx';
import { AgentView } from './agent-view.tsx';
import { InvitationLink } from './invitation-link.tsx';
import './styles.ts';

/** The team as one agent's page knows it. */
export const openTeam = ({ session }: Desk): Team =>
  new Team({ session, teamOf: ({ connection }) => teamApi(connection) });

/** The agents of the desk; admins invite, change and deactivate them. */
export function TeamPage({ team }: { readonly team: Team }) {
  useEffect(() => void team.load(), [team]);
  const link = team.link.value;
  if (link) return <InvitationLink team={team} link={link} />;
  const draft = team.draft.value;
  return draft ? <AgentView key={draft.id} team={team} draft={draft} /> : <AgentList team={team} />;
}

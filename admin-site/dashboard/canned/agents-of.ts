import type { Desk } from '#dashboard/desk/desk.ts';
import { Team } from '#dashboard/desk/team.ts';
import { type TeamMember, teamApi } from '#dashboard/wire/team-api.ts';

/** Reads the desk's agents; undefined if that fails. */
export async function agentsOf({ session }: Desk): Promise<readonly TeamMember[] | undefined> {
  const team = new Team({ session, teamOf: ({ connection }) => teamApi(connection) });
  await team.load();
  return team.agents.value;
}

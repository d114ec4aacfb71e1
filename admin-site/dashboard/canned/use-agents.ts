import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { TeamMember } from '#dashboard/wire/team-api.ts';

/** Returns the desk's agents, who are read, by code that loads then, once they are `needed`; undefined until then, and if that fails. */
export function useAgents(needed: boolean): readonly TeamMember[] | undefined {
  const desk = useDesk();
  const [agents, setAgents] = useState<readonly TeamMember[]>();
  useEffect(() => {
    if (!needed) return;
    import('./agents-of.ts').then(({ agentsOf }) => agentsOf(desk)).then(setAgents, () => {});
  }, [desk, needed]);
  return agents;
}

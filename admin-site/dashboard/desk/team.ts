import { action, computed, createModel, signal } from '@preact/signals';
import type { Role } from '#core/agents/agent.ts';
import type { AgentChange } from '#core/agents/team.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { TeamApi, TeamMember } from '#dashboard/wire/team-api.ts';
import type { Session } from './session.ts';

interface World {
  readonly session: Session;
  readonly teamOf: (api: DeskApi) => TeamApi;
}

/** An agent as they are being edited; without an id they are new. */
export interface AgentDraft {
  readonly id: string | undefined;
  readonly name: string;
  /** Empty if they have none. */
  readonly email: string;
  readonly role: Role;
}

export type DraftField = 'name' | 'email' | 'role';

/** Why a change wasn't made: `refused` in the desk's words (`detail`), also by field; `offline`; or `unanswered`: then it may have been made. */
export interface NotChanged {
  readonly kind: 'refused' | 'offline' | 'unanswered';
  readonly detail: string;
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
}

/** An invitation's link, which nothing can show again. */
export interface InvitationLink {
  readonly agent: Pick<TeamMember, 'id' | 'name'>;
  readonly path: string;
}

export type Team = InstanceType<typeof Team>;

/** The desk's agents, and the changes that admins make. Never throws. */
export const Team = createModel(({ session, teamOf }: World) => {
  /** By name, those who are active first; undefined until they are read. */
  const agents = signal<readonly TeamMember[] | undefined>(undefined);
  /** Why they couldn't be read. */
  const unread = signal<string | undefined>(undefined);
  /** Kept when the page is closed over it. */
  const draft = signal<AgentDraft | undefined>(undefined);
  /** Shown until the agent is done with it. */
  const link = signal<InvitationLink | undefined>(undefined);
  let changes = 0;

  const take = action((members: readonly TeamMember[]): void => {
    agents.value = members.toSorted(byActivityAndName);
    const own = members.find(({ id }) => id === session.agentId.value);
    if (own) session.isNow({ id: own.id, name: own.name, email: own.email, role: own.role });
  });

  function keep(member: TeamMember): void {
    changes += 1;
    take([...(agents.value ?? []).filter(({ id }) => id !== member.id), member]);
  }

  /** Reads them (again); what is known stays in sight meanwhile. */
  async function load(): Promise<void> {
    const api = session.api.value;
    if (!api) return;
    const before = changes;
    try {
      const members = await teamOf(api).all();
      if (session.api.value !== api) return;
      // An answer from before a change of our own would take it back.
      if (before !== changes) return await load();
      take(members);
      unread.value = undefined;
    } catch (error) {
      if (session.api.value !== api) return;
      unread.value = error instanceof Error ? error.message : String(error);
      if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
    }
  }

  async function attempt(work: (team: TeamApi) => Promise<void>): Promise<NotChanged | undefined> {
    const api = session.api.value;
    if (!api) return undefined;
    try {
      await work(teamOf(api));
      return undefined;
    } catch (error) {
      return session.api.value === api ? notChanged(error) : undefined;
    }
  }

  function notChanged(error: unknown): NotChanged {
    const detail = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ProblemError)) {
      session.failed(error);
      if (session.trouble.value?.kind === 'offline') return { kind: 'offline', detail, fields: {} };
      void load();
      return { kind: 'unanswered', detail, fields: {} };
    }
    if (error.status === 401) session.failed(error);
    // Somebody else has changed the team, or this agent's role.
    else if (error.status !== 422) void load();
    return { kind: 'refused', detail, fields: fieldsOf(error) };
  }

  return {
    agents,
    unread,
    draft,
    link,
    isAdmin: computed(() => session.agent.value?.role === 'admin'),
    load,
    /** Adds the agent of a draft, whose link is shown then. */
    invite: ({ name, email, role }: AgentDraft) =>
      attempt(async (team) => {
        const { agent, path } = await team.invite({ name, role, ...(email.trim() !== '' && { email }) });
        keep(agent);
        draft.value = undefined;
        link.value = { agent, path };
      }),
    /** Saves what a draft changes of an agent, if it changes anything; what is written meanwhile stays a draft. */
    save: (edited: AgentDraft) =>
      attempt(async (team) => {
        const before = agents.value?.find(({ id }) => id === edited.id);
        const change = before && changeOf(before, edited);
        if (before && change) keep(await team.change(before.id, change));
        if (draft.value === edited) draft.value = undefined;
      }),
    setActive: (id: string, isActive: boolean) =>
      attempt(async (team) => {
        keep(await (isActive ? team.change(id, { isActive }) : team.deactivate(id)));
        draft.value = undefined;
      }),
    /** Makes another link for an agent: for a further device, or because the last one has expired. */
    inviteAgain: (agent: InvitationLink['agent']) =>
      attempt(async (team) => {
        link.value = { agent, path: await team.inviteAgain(agent.id) };
      }),
  };
});

const byActivityAndName = (one: TeamMember, other: TeamMember): number =>
  Number(other.isActive) - Number(one.isActive) || one.name.localeCompare(other.name);

/** Returns what a draft changes: what it leaves alone may have been changed by somebody else. */
function changeOf(before: TeamMember, { name, email, role }: AgentDraft): AgentChange | undefined {
  const address = email.trim() === '' ? null : email;
  const change = {
    ...(name !== before.name && { name }),
    ...(address !== before.email && { email: address }),
    ...(role !== before.role && { role }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

const fieldsOf = ({ fields }: ProblemError): NotChanged['fields'] =>
  Object.fromEntries(
    fields.flatMap(({ pointer, detail }) => {
      const field = /^#\/(name|email|role)$/.exec(pointer)?.[1];
      return field === undefined ? [] : [[field, detail]];
    }),
  );

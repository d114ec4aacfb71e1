import { describe, expect, it } from 'vitest';
import type { Team } from '#core/agents/team.ts';
import { assignedByReply, readWith, requireAssignable } from '#core/ticket/assignee.ts';
import { withMessage } from '#core/ticket/message.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const [dana, ben, cleo] = [agentNamed('Dana'), agentNamed('Ben'), { ...agentNamed('Cleo'), isActive: false }];
const team: Team = { version: 1, agents: [dana, ben, cleo] };
const alone: Team = { version: 1, agents: [dana, cleo] };
const of = ({ id, name }: { id: string; name: string }) => ({ id, name });
const assigned = { ...exampleTicket, assignee: { id: ben.id, name: 'Ben as he was called then' } };

describe('an assignee', () => {
  it('reads with the name they have now, and as nobody once they have left', () => {
    expect(readWith(team, assigned).assignee).toEqual(of(ben));
    expect(readWith({ version: 2, agents: [dana, { ...ben, isActive: false }] }, assigned).assignee).toBeNull();
    expect(readWith(team, exampleTicket)).toBe(exampleTicket);
  });

  it('stays if the team is from before they joined', () => {
    expect(readWith(alone, assigned)).toBe(assigned);
  });

  it('must be an active agent, who may have joined a moment ago', async () => {
    const required = (known: Team, id: string) => requireAssignable(known, { get: async () => team }, id);
    expect(await required(team, ben.id)).toEqual(of(ben));
    expect(await required(alone, ben.id)).toEqual(of(ben));
    for (const id of [cleo.id, 'nobody']) {
      await expect(required(team, id)).rejects.toMatchObject({ refusal: 'invalid_fields' });
    }
  });
});

describe('a reply to a ticket that nobody has', () => {
  it('assigns it from the second active agent on, or as the setting says', () => {
    expect(assignedByReply(team, ben, undefined)).toEqual(of(ben));
    expect(assignedByReply(alone, dana, undefined)).toBeUndefined();
    expect(assignedByReply(alone, dana, true)).toEqual(of(dana));
    expect(assignedByReply(team, ben, false)).toBeUndefined();
    expect(assignedByReply({ version: 0, agents: [] }, dana, true)).toBeUndefined();
  });

  it('takes it from nobody, and a note assigns nothing', () => {
    const reply = { kind: 'reply', author: authorNamed('Dana'), body: 'Hello.', assignTo: of(dana) } as const;
    const assigneeAfter = (ticket: typeof exampleTicket, draft: Parameters<typeof withMessage>[1]) =>
      withMessage(ticket, draft, ticket.updatedAt).assignee;
    expect(assigneeAfter(exampleTicket, reply)).toEqual(of(dana));
    expect(assigneeAfter(assigned, reply)).toBe(assigned.assignee);
    expect(assigneeAfter(exampleTicket, { ...reply, kind: 'note' })).toBeNull();
  });
});

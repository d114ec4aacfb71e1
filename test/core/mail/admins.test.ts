import { expect, it } from 'vitest';
import { noTeam, withAdmin, withChange, withNewAgent } from '#core/agents/team.ts';
import { adminsOf } from '#core/mail/admins.ts';

const at = '2026-11-28T10:00:00.000000000Z';
const dana = withAdmin(noTeam, 'Dana', at).team;
const team = withNewAgent(dana, { name: 'Ben', email: 'Ben@Example.com', role: 'agent' }, 'ben', at);
const settings = ['owner@example.com', 'ben@example.com'];
const namesOf = (of: typeof team) => adminsOf(settings, of).map(({ address, agent }) => [address, agent?.name]);

it('an address in the settings belongs to the agent whose email it is, whatever the case', () => {
  expect(namesOf(team)).toEqual([
    ['owner@example.com', undefined],
    ['ben@example.com', 'Ben'],
  ]);
});

it('an address of an international domain belongs to them in either spelling', () => {
  const anna = withNewAgent(dana, { name: 'Anna', email: 'anna@bücher.example', role: 'agent' }, 'anna', at);
  expect(adminsOf(['anna@xn--bcher-kva.example'], anna)).toMatchObject([{ agent: { id: 'anna' } }]);
});

it('an agent who was deactivated isn’t notified, until somebody activates them', () => {
  const inactive = withChange(team, 'ben', { isActive: false });
  expect(namesOf(inactive)).toEqual([['owner@example.com', undefined]]);
  expect(namesOf(withChange(inactive, 'ben', { isActive: true }))).toEqual(namesOf(team));
});

it('all addresses are notified on a desk without agents', () => {
  expect(adminsOf(settings, noTeam).map(({ address }) => address)).toEqual(settings);
});

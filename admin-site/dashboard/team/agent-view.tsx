import { useState } from 'preact/hooks';
import type { AgentDraft, DraftField, Team } from '#dashboard/desk/team.ts';
import { visible } from '#dashboard/model/text.ts';
import { focusSoon, TEAM_HEADING } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { forgetKey } from '#dashboard/storage/remembered-key.ts';
import { AgentAccess } from './agent-access.tsx';
import { AgentForm, fieldId } from './agent-form.tsx';
import { Confirmation } from './confirmation.tsx';
import * as words from './messages.ts';
import { mistakesOf, reasonOf, useChange } from './use-change.ts';

const fields: readonly DraftField[] = ['name', 'email', 'role'];

interface AgentViewProps {
  readonly team: Team;
  readonly draft: AgentDraft;
}

/** One agent, to be invited or changed. Nothing typed is lost until it is saved or given up. */
export function AgentView({ team, draft }: AgentViewProps) {
  const desk = useDesk();
  const [confirming, setConfirming] = useState<'demote' | 'deactivate'>();
  const saving = useChange();
  const access = useChange();
  const member = team.agents.value?.find(({ id }) => id === draft.id);
  const isNew = draft.id === undefined;
  const isOwn = draft.id === desk.session.agentId.value;
  const stay = () => setConfirming(undefined);
  const leave = () => {
    team.draft.value = undefined;
    focusSoon(TEAM_HEADING);
  };
  const backToTeam = () => focusSoon(TEAM_HEADING);

  const save = () =>
    saving.make(
      () => (isNew ? team.invite(draft) : team.save(draft)),
      (refused) => {
        stay();
        const wrong = fields.find((field) => refused?.fields[field] !== undefined);
        if (wrong) focusSoon(fieldId(wrong));
        else if (!refused && !team.draft.value) backToTeam();
      },
    );
  const setActive = (isActive: boolean) =>
    access.make(
      () => team.setActive(draft.id ?? '', isActive),
      (refused) => {
        if (refused) return;
        if (isActive || !isOwn) return backToTeam();
        forgetKey();
        desk.signOut();
      },
    );

  if (confirming === 'demote') {
    return (
      <Confirmation
        title={words.demoteSelfTitle}
        text={words.demoteSelfText}
        action={words.demoteSelf}
        isBusy={saving.isBusy}
        act={save}
        cancel={stay}
      />
    );
  }
  if (confirming === 'deactivate' && member) {
    return (
      <Confirmation
        title={isOwn ? words.deactivateSelfTitle : words.deactivateTitle(visible(member.name))}
        text={isOwn ? words.deactivateSelfText : words.deactivateText}
        action={words.accessDeactivate}
        isBusy={access.isBusy}
        mistake={access.refusal && words.notDone(reasonOf(access.refusal))}
        act={() => setActive(false)}
        cancel={stay}
      />
    );
  }
  const givesUpAdmin = isOwn && member?.role === 'admin' && draft.role !== 'admin';
  const [idle, busy] = isNew ? [words.formInvite, words.formInviting] : [words.formSave, words.formSaving];
  return (
    <div class="team">
      <AgentForm
        title={isNew ? words.inviteAgent : words.formEdit(visible(member?.name ?? draft.name))}
        draft={draft}
        change={(part) => {
          team.draft.value = { ...draft, ...part };
        }}
        mistakes={mistakesOf(saving.refusal, isNew ? words.notInvited : words.notSaved)}
        action={saving.isBusy ? busy : idle}
        isBusy={saving.isBusy}
        save={() => (givesUpAdmin ? setConfirming('demote') : void save())}
        leave={leave}
      />
      {member && (
        <AgentAccess
          member={member}
          isOwn={isOwn}
          isBusy={access.isBusy}
          mistake={access.refusal && words.notDone(reasonOf(access.refusal))}
          inviteAgain={() => void access.make(() => team.inviteAgain(member))}
          deactivate={() => setConfirming('deactivate')}
          activate={() => void setActive(true)}
        />
      )}
    </div>
  );
}

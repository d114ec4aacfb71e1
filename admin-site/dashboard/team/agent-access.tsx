import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { TeamMember } from '#dashboard/wire/team-api.ts';
import * as words from './messages.ts';

interface AgentAccessProps {
  readonly member: TeamMember;
  readonly isOwn: boolean;
  readonly isBusy: boolean;
  /** Why the last change wasn't made. */
  readonly mistake: string | undefined;
  readonly inviteAgain: () => void;
  readonly deactivate: () => void;
  readonly activate: () => void;
}

/** Controls for how an agent gets in: links for their devices, and whether they may at all. */
export function AgentAccess({ member, isOwn, isBusy, mistake, ...actions }: AgentAccessProps) {
  const { key } = useDesk().session;
  return (
    <section class="team-access" aria-labelledby="team-access">
      <h3 id="team-access">{words.accessTitle}</h3>
      {isOwn && key.value && <p class="hint">{words.ownKey(visible(key.value.name))}</p>}
      {member.isActive ? (
        <>
          <Action
            text={words.accessLinkText(isOwn)}
            label={words.accessLink}
            isBusy={isBusy}
            act={actions.inviteAgain}
          />
          <Action
            text={isOwn ? words.accessDeactivateSelfText : words.accessDeactivateText}
            label={words.accessDeactivate}
            isBusy={isBusy}
            act={actions.deactivate}
          />
        </>
      ) : (
        <Action text={words.accessActivateText} label={words.accessActivate} isBusy={isBusy} act={actions.activate} />
      )}
      <p class="mistake" role="alert">
        {mistake}
      </p>
    </section>
  );
}

interface ActionProps {
  readonly text: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly act: () => void;
}

const Action = ({ text, label, isBusy, act }: ActionProps) => (
  <p class="team-action">
    <span class="hint">{text}</span>
    <button class="small" type="button" aria-disabled={isBusy} onClick={act}>
      {label}
    </button>
  </p>
);

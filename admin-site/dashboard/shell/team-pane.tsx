import { useMemo, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The team's page, whose code and styles are fetched when it is first opened. What is written there stays when it is closed. */
export function TeamPane() {
  const { dialogs } = useDesk();
  const wasOpened = useRef(false);
  wasOpened.current ||= dialogs.team.value;
  return wasOpened.current ? <OpenedTeam /> : null;
}

function OpenedTeam() {
  const desk = useDesk();
  const part = useLater(() => import('#dashboard/team/team-page.tsx'));
  const loaded = typeof part === 'object' ? part.loaded : undefined;
  const agentId = desk.session.agentId.value;
  // Another agent who signs in here sees nothing of what the one before wrote.
  const team = useMemo(() => loaded?.openTeam(desk), [loaded, desk, agentId]);
  const close = () => {
    desk.dialogs.team.value = false;
  };
  if (!desk.dialogs.team.value) return null;
  return (
    <Modal label={texts.team} onClose={close}>
      {loaded && team ? (
        <loaded.TeamPage team={team} />
      ) : part ? (
        <NotLoaded what={texts.partTeam} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </Modal>
  );
}

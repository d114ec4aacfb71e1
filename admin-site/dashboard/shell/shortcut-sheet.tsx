import { useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { actionNames } from '#dashboard/page/actions.ts';
import { shortcutsAreOn, switchShortcuts } from '#dashboard/page/keyboard.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { KeyList } from '#dashboard/parts/key-list.tsx';
import { mailParts } from '#dashboard/parts/mail-parts.ts';
import { Modal } from '#dashboard/parts/modal.tsx';

/** The `?` sheet: every key, and a switch for agents whom single keys hinder. */
export function ShortcutSheet() {
  const desk = useDesk();
  const close = () => {
    desk.dialogs.shortcuts.value = false;
  };
  return desk.dialogs.shortcuts.value ? (
    <Modal label={texts.shortcutLabels.help} onClose={close}>
      <Sheet />
    </Modal>
  ) : null;
}

function Sheet() {
  const desk = useDesk();
  const mail = mailParts.value;
  const [on, setOn] = useState(shortcutsAreOn());
  const toggle = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    switchShortcuts(currentTarget.checked);
    setOn(currentTarget.checked);
  };
  return (
    <>
      <h2>{texts.shortcutLabels.help}</h2>
      {mail && desk.heldMail.value ? <mail.HeldMailKeys /> : <KeyList actions={actionNames} />}
      <label class="check">
        <input type="checkbox" checked={on} onChange={toggle} /> {texts.shortcutsEnabled}
      </label>
    </>
  );
}

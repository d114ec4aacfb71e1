import { useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';

/** The admins who get no mail about new tickets any more, with the way to change that; said politely to screen readers. */
export function SuppressedAdmins() {
  const desk = useDesk();
  const notice = useRef<HTMLDivElement>(null);
  const suppressed = desk.session.mailSender.value ? desk.suppressedAdmins.addresses.value : [];
  useReplaced(notice, suppressed.map(({ address }) => address).join());
  return (
    <div class="suppressed" ref={notice} role="status">
      {suppressed.map(({ address, problem }) => (
        <p key={address}>
          <span>{texts.suppressedAdmins[problem](address)}</span>
          <button class="small" type="button" onClick={() => void desk.allowAddress(address)}>
            {texts.resumeEmail}
          </button>
        </p>
      ))}
    </div>
  );
}

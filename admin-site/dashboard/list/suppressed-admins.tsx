import { useRef } from 'preact/hooks';
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
          <span>
            {problem === 'bounced' ? `Mail to ${address} bounced` : `${address} called mail spam`}, so this address
            isn’t notified of new tickets.
          </span>
          <button class="small" type="button" onClick={() => void desk.allowAddress(address)}>
            Allow mail again
          </button>
        </p>
      ))}
    </div>
  );
}

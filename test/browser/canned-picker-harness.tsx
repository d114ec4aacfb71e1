import { render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { CannedReplyPicker } from '#dashboard/canned/canned-reply-picker.tsx';
import { typedHash } from '#dashboard/canned/typed-hash.ts';
import { Desk } from '#dashboard/desk/desk.ts';
import { DeskContext } from '#dashboard/parts/desk-context.ts';
import { CannedReplyPane } from '#dashboard/shell/canned-reply-pane.tsx';
import { browserDevice } from '#dashboard/storage/browser-device.ts';
import { deskApi } from '#dashboard/wire/api.ts';

/** A text field with a picker and a "Send" of its own by Enter, as a composer may have. */
function Field() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [text, setText] = useState('');
  const [dismissed, setDismissed] = useState(false);
  const [sent, setSent] = useState(0);
  const ticket = { id: 'abc12345-0000-4000-8000-000000000000', userName: 'Maria' };
  const hash = typedHash(text, caret);
  const typed = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) => {
    setText(currentTarget.value);
    setCaret(currentTarget.selectionEnd);
    setDismissed(false);
  };
  return (
    <main>
      <h1>A composer</h1>
      <div class="canned-host">
        <textarea
          ref={field}
          aria-label="Reply"
          value={text}
          onInput={typed}
          onKeyDown={({ key }) => key === 'Enter' && setSent(sent + 1)}
        />
        {hash && !dismissed && (
          <CannedReplyPicker
            field={field}
            query={hash.query}
            ticket={ticket}
            onPick={(filled: string) => {
              setText(text.slice(0, hash.from) + filled + text.slice(caret));
              setCaret(hash.from + filled.length);
            }}
            onClose={() => setDismissed(true)}
          />
        )}
      </div>
      <output>{sent}</output>
    </main>
  );
}

const desk = new Desk({ clock: Date.now, online: () => true, device: browserDevice, connect: deskApi });
desk.session.useKey(new URLSearchParams(location.search).get('key') ?? '');
render(
  <DeskContext.Provider value={desk}>
    <Field />
    <CannedReplyPane />
  </DeskContext.Provider>,
  document.body,
);

import { CannedReplyPane } from './canned-reply-pane.tsx';
import { FieldPane } from './field-pane.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import { PalettePane } from './palette-pane.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { TeamPane } from './team-pane.tsx';

/** The dialogs, each of which is there while it is open; their code loads beside the page. */
export const Dialogs = () => (
  <>
    <PalettePane />
    <ShortcutSheet />
    <NotificationSettings />
    <CannedReplyPane />
    <TeamPane />
    <FieldPane />
  </>
);

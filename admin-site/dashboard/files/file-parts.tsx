import type { FileParts } from '#dashboard/parts/file-parts.ts';
import { cannotSend } from './cannot-send.ts';
import { AttachButton, ComposerFiles } from './composer-files.tsx';
import { MessageFiles } from './message-files.tsx';

export const parts: FileParts = { AttachButton, ComposerFiles, MessageFiles, cannotSend };

import type { MailParts } from '#dashboard/parts/mail-parts.ts';
import { HeldMailKeys } from './held-mail-keys.tsx';
import { HeldMailLink } from './held-mail-link.tsx';
import { AutomaticMail, MailMarks, MailRest } from './mail-marks.tsx';
import { UnsentMail } from './unsent-mail.tsx';

export const parts: MailParts = { AutomaticMail, HeldMailKeys, HeldMailLink, MailMarks, MailRest, UnsentMail };

import { existsSync, readFileSync } from 'node:fs';
import { memoryUsage, resourceUsage } from 'node:process';
import { readMail } from '#adapters/mail/read-mail.ts';
import { UnreadableMail } from '#core/inbound/incoming-mail.ts';
import { hostileMails } from './hostile-mails.ts';

/** Reads the hostile mails that the command line names one after the other, as a function does, and prints a line of JSON for each. */
for (const name of process.argv.slice(2)) {
  const raw = hostileMails[name];
  if (!raw) throw new Error(`No hostile mail is called ${name}.`);
  const outcome = await readMail(raw()).then(
    ({ text, html, attachments, recipients, references, subject }) => ({
      text: text.length,
      html: html?.length ?? 0,
      files: attachments.length,
      recipients: recipients.length,
      references: references.length,
      subject: subject.length,
    }),
    (error: unknown) => {
      if (error instanceof UnreadableMail) return { cause: error.message };
      throw error;
    },
  );
  const { rss } = memoryUsage();
  process.stdout.write(`${JSON.stringify({ name, ...outcome, rss, peak: peakBytes() })}\n`);
}

/** Returns the most memory that this process has had. On Linux `maxRSS` counts what the process that started it had, too. */
function peakBytes(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return Number(own ?? resourceUsage().maxRSS) * 1024;
}

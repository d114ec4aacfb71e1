import { html } from './markup.ts';

const font =
  'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5';
const breaking = 'overflow-wrap:anywhere;word-break:break-word';

/** The `style` of each part of a mail, in light colours. */
export const styles = {
  body: 'margin:0;padding:0;background-color:#f6f6f4',
  /** Shown in lists of mails, but not in the mail itself; each mail program honours a different one of these. */
  preview:
    'display:none;visibility:hidden;opacity:0;max-height:0;max-width:0;height:0;width:0;overflow:hidden;font-size:1px;line-height:1px;color:#f6f6f4;mso-hide:all',
  /** The line above which to reply, which every mail program quotes. */
  marker: 'margin:8px 0;text-align:center;color:#5c5c57',
  sheet: 'border-collapse:collapse',
  page: `padding:24px 16px;background-color:#f6f6f4;color:#1d1d1b;${font}`,
  column: 'max-width:560px;margin:0 auto;border-collapse:separate;table-layout:fixed',
  letter: `padding:8px 24px;border-radius:12px;background-color:#ffffff;color:#1d1d1b;text-align:start;${font};${breaking}`,
  paragraph: 'margin:16px 0',
  frame: 'margin:16px 0;border-collapse:separate',
  framedParagraph: 'margin:8px 0',
  quote: `padding:4px 16px;border-left:3px solid #b9b9b3;background-color:#f6f6f4;color:#1d1d1b;${font};${breaking}`,
  signature: `padding:8px 0 0;border-top:1px solid #dcdcd8;color:#5c5c57;${font};${breaking}`,
  facts: `margin:16px 0;border-collapse:separate;color:#1d1d1b;${font}`,
  name: 'padding:0 16px 0 0;vertical-align:top;text-align:start;font-weight:normal;white-space:nowrap;color:#5c5c57',
  fact: `padding:0;vertical-align:top;${breaking}`,
  /** The colour of the surrounding text, in either theme. */
  link: 'color:inherit;text-decoration:underline',
  button: 'border-radius:8px;background-color:#1f5fbf;mso-padding-alt:10px 16px',
  buttonLabel: `display:inline-block;padding:10px 16px;border-radius:8px;background-color:#1f5fbf;color:#ffffff;text-decoration:none;${font}`,
} as const;

/** The dark colours, which override the inline ones. Without them a mail stays light, and readable. */
export const darkStyles = html`:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #161615 !important; color: #ececea !important; }
  .letter, .facts { background-color: #222220 !important; color: #ececea !important; }
  .quote { background-color: #161615 !important; color: #ececea !important; border-color: #5c5c57 !important; }
  .name, .signature { color: #a9a9a3 !important; }
  .signature { border-color: #3a3a37 !important; }
  .button, .button-label { background-color: #8db8f5 !important; color: #10243f !important; }
}`;

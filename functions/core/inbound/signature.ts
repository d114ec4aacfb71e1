import { isBlank, isRule } from './reply-lines.ts';

/** Lines that a signature has at most. */
const MAX_LINES = 15;

/** Lines that mail programs put below a mail by themselves. */
const DEVICE =
  /^(?:sent (?:from|with|via) (?:my |the |\[)?(?:iphone|ipad|android|samsung|galaxy|huawei|mobile|phone|outlook|yahoo|aol|mail for|mail\b|gmail|proton|blackberry|windows|xiaomi|smartphone)|get outlook for |von meine[mr] .{1,40} gesendet|gesendet (?:von|mit) |diese nachricht wurde von meinem |envoyé (?:de|depuis|à partir de|avec) |télécharger outlook|enviado (?:desde|do|a partir do|com|con) |obtener outlook|obter o? ?outlook|inviato (?:da|dal|con) |scarica outlook|ottieni outlook|verzonden (?:vanaf|met|via|vanuit) |verstuurd vanaf |outlook voor |wysłan[eoy] z |pobierz outlook|iphoneから送信|ipadから送信|androidから送信|yahoo mail:? )/i;

/** Returns true for a line that a mail program writes below each mail: `Sent from my iPhone`. */
const isDevice = (line: string): boolean => line.length <= 120 && DEVICE.test(line.trim().replace(/^[[(<]/, ''));

/**
 * Returns the index in `lines` at which the signature begins: after `-- ` (RFC 3676, section 4.3), at the line that a phone adds, or at the footer of
 * a mailing list. The length of `lines` if there is none. Names and greetings above are part of what a person wrote.
 */
export function signatureStart(lines: readonly string[]): number {
  let end = lines.length;
  while (end > 0 && isBlank(lines[end - 1] ?? '')) end -= 1;
  let start = lines.length;
  const from = Math.max(0, end - MAX_LINES);
  for (let index = end - 1; index >= from; index -= 1) {
    const line = lines[index] ?? '';
    const separates = /^-- ?$/.test(line) || (isRule(line) && line.trim().startsWith('____'));
    if (separates || (isDevice(line) && index >= end - 3)) start = index;
  }
  return start;
}

import { REPLY_MARKER } from '#core/mail/messages.ts';

/** Characters of a line that are looked at. Longer lines are prose. */
const MAX_LINE = 400;

/** Lines into which mail programs break the line above a quotation. */
const MAX_LINES = 3;

/** Lines in which the fields of an earlier mail's head are looked for. */
const HEAD = 8;

type Field = 'from' | 'sent' | 'to' | 'subject';

/** The names of a mail's fields in the heads that Outlook and others write above an earlier mail. */
const FIELDS = new Map<string, Field>(
  Object.entries({
    from: 'from,von,de,da,van,od,差出人,送信者,från,fra,expéditeur,mittente,remitente',
    sent: 'sent,date,gesendet,datum,envoyé,enviado,enviada,enviado el,enviado em,enviada em,fecha,inviato,data,verzonden,wysłano,wysłane,送信日時,日付,日時,skickat,sendt',
    to: 'to,an,à,a,para,aan,do,宛先,till,til',
    subject: 'subject,betreff,objet,asunto,oggetto,assunto,onderwerp,temat,件名,ämne,emne',
  }).flatMap(([field, names]) => names.split(',').map((name) => [name, field as Field] as const)),
);

/** Words of the line above a quotation, in which mail programs say that somebody wrote. */
const WROTE =
  /wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|napisał|pisze|skrev|kirjoitti|のメッセージ|書きました|写道/i;

/** Beginnings of the line above a quotation; a weekday may come first. */
const BEGINS = /^(?:On|Am|Le|El|Il|Em|Op|W dniu|Dnia|Den|Quoting|\d|\p{Ll}{1,6}\.?,? \d|\p{Lu}?\p{Ll}{1,9}\.?, )/u;

/** Lines that stand above an earlier mail by themselves. */
const ORIGINAL =
  /^-{2,12} ?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d['’]origine|message transféré|message original|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|wiadomość oryginalna|oryginalna wiadomość|元のメッセージ|転送されたメッセージ) ?-{2,12}$/i;

const RULE = /^[_\-=*]{10,}$/;

/** Returns the letters of a line: clients change the dashes around them, and put invisible characters there. */
const lettersOf = (line: string): string =>
  line
    .toLowerCase()
    .replaceAll(/[^\p{L} ]/gu, '')
    .trim();

const MARKER = lettersOf(REPLY_MARKER);

/** Returns true for a line without anything to see. */
export const isBlank = (line: string): boolean => line.trim() === '';

/** Returns true for a line that a mail program quoted. */
export const isQuoted = (line: string): boolean => /^ {0,3}>/.test(line);

/** Returns true for the line above which the desk asks for the reply, with whatever dashes are left around it. */
export const isMarker = (line: string): boolean => line.length <= 100 && lettersOf(line) === MARKER;

/** Returns true for a line that separates the reply from an earlier mail. */
export const isRule = (line: string): boolean => RULE.test(line.trim());

/** Returns the field that a line of a mail's head names: `Von:`, `*From:*`, `宛先：`. */
function fieldOf(line: string): Field | undefined {
  const name = /^[*_\s]{0,3}(\p{L}[\p{L} ]{0,15}?)[*_\s]{0,3}[:：]/u.exec(line.slice(0, 40))?.[1];
  return name === undefined ? undefined : FIELDS.get(name.toLowerCase());
}

/** Returns true if an earlier mail begins at a line: a head that names the sender, the subject, and the date or the recipient; or a line that says so. */
export function beginsMail(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length <= 60 && ORIGINAL.test(line.trim())) return true;
  if (fieldOf(line) !== 'from') return false;
  const fields = new Set(lines.slice(at, at + HEAD).map(fieldOf));
  return fields.has('subject') && (fields.has('sent') || fields.has('to'));
}

/** The line above a quotation: how many lines it takes, and if it names a time and an address as only mail programs do. */
interface Attribution {
  readonly count: number;
  readonly certain: boolean;
}

/** Returns the attribution that begins at a line (`On 2 March, Ann <ann@example.com> wrote:`); undefined if none does. */
export function attributionAt(lines: readonly string[], at: number): Attribution | undefined {
  let joined = '';
  for (let count = 1; count <= MAX_LINES; count += 1) {
    const line = lines[at + count - 1] ?? '';
    if (isBlank(line) || isQuoted(line) || line.length > MAX_LINE) return undefined;
    joined = `${joined} ${line.trim()}`.trim();
    if (count === 1 && !BEGINS.test(joined) && !(WROTE.test(joined) && joined.includes('@'))) return undefined;
    if (!/[:：]$/.test(joined)) continue;
    const certain = joined.includes('@') && /[<([]/.test(joined) && /\d/.test(joined);
    if (WROTE.test(joined)) return { count, certain };
    // Japanese and some others name a time and an address, and no verb.
    return joined.includes('@') && /\d/.test(joined) ? { count, certain: false } : undefined;
  }
  return undefined;
}

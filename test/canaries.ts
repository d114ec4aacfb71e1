import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { onOneLine } from '#core/text/text.ts';
import { readBody } from '#http/edge/body.ts';
import { bodyTypes } from '#http/edge/contract.ts';
import { routes } from '#lib/routes.ts';
import { website } from '#test/local/website-tokens.ts';

/** The texts that callers sent, to find which of them appear in the log. */
export interface Canaries {
  watch(event: APIGatewayProxyEventV2): void;
  /** Returns those that appear in these lines: none, if the desk keeps its promise. */
  leaks(lines: readonly string[]): Promise<string[]>;
}

interface Sent {
  /** Headers, the token's parts and claims, query, path and the body's fields. */
  readonly texts: readonly string[];
  /** The subject and the address among these, which the line for people may have. */
  readonly announced: readonly string[];
}

export function canaries(): Canaries {
  const watched: Promise<Sent>[] = [];
  return {
    watch: (event) => void watched.push(sentIn(event)),
    async leaks(lines) {
      const sent = await Promise.all(watched);
      const texts = [...new Set(sent.flatMap((it) => it.texts).map(beginning))].filter(isTelling);
      const announced = [...new Set(sent.flatMap((it) => it.announced))].join('\n');
      const { true: forPeople = [], false: structured = [] } = Object.groupBy(lines, (line) => `${isForPeople(line)}`);
      return [
        ...found(texts, structured.join('\n')),
        ...found(
          texts.filter((text) => !announced.includes(text)),
          forPeople.join('\n'),
        ),
      ];
    },
  };
}

const isForPeople = (line: string) => line.startsWith('[SUPPORT TICKET #');

const found = (texts: readonly string[], log: string) =>
  texts.filter((text) => [text, JSON.stringify(text).slice(1, -1), onOneLine(text)].some((it) => log.includes(it)));

/** The part of a long text to look for, without an unpaired surrogate at its end. */
const beginning = (text: string) => [...text.slice(0, 80)].slice(0, 64).join('');

/** Words in every line, whoever calls: those of the routes, and the service's name, which is also the audience. */
const known = new Set([website.audience, ...routes.flatMap(({ path }) => path.split('/'))]);

/** Shorter texts appear in a log by chance. */
const isTelling = (text: string) => text.length >= 8 && !known.has(text);

async function sentIn(event: APIGatewayProxyEventV2): Promise<Sent> {
  const { headers, rawPath, pathParameters = {}, queryStringParameters = {} } = event;
  const claims = claimsIn(headers.authorization);
  // Agents and tickets are in the log by their ids.
  const { ticket_id: _, into: ___, tickets, ...fields } = await fieldsIn(event);
  const named = textsIn(tickets).filter((text) => !isOwnId(text));
  const path = [...rawPath.split('/'), ...Object.values(pathParameters)].filter((part) => !isOwnId(part ?? ''));
  const { after_ticket: __, ...query } = queryStringParameters;
  const values = [headers, headers.authorization?.split(/[ .]/), claims, query, path, fields, named];
  return { texts: textsIn(values), announced: textsIn([claims.email, fields.subject]) };
}

/** Returns true for ids that the desk makes itself: of tickets, and of held mail. */
const isOwnId = (text: string) =>
  /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9TZ]{19,20}-[0-9a-f]{16})$/.test(text);

/** Returns all texts in a value, however deep, but the ids of agents. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, part]) => (name === 'assignee' ? [] : textsIn(part)))
    : [];
}

function claimsIn(authorization = ''): Record<string, unknown> {
  try {
    return Object(JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}

/** Returns the fields of a body, or all of a body that can't be read. */
async function fieldsIn(event: APIGatewayProxyEventV2): Promise<Record<string, unknown>> {
  return readBody(event, { types: bodyTypes }).then(
    ({ fields }) => fields,
    () => ({ body: event.body }),
  );
}

import { send } from '#test/api/uploaded-files.ts';
import { beside, type Figure } from './figure.ts';
import { announceOn, fileContent, mailsOn } from './files-on-stage.ts';
import { median, timed } from './median.ts';
import { type Stage, setStage } from './stage.ts';

const ROUNDS = 100;
/** As many again warm up; together no more than one address may send in an hour. */
const MAILS = 10;

/** Measures what files and received mails take through the handlers, warm, in milliseconds. S3 is in this process. */
export async function measureFiles(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: false, mail: true, files: true });
  const mails = mailsOn(stage);
  try {
    const all = [
      ...(await repeated(ROUNDS, () => fileRound(stage))),
      ...(await repeated(MAILS, () => mailRound(stage, mails))),
    ];
    return all.map(([name, ms]) => beside(`${name}, in ms`, ms.toFixed(2)));
  } finally {
    mails.close();
    await stage.close();
  }
}

/** Returns the medians of rounds, after as many that warm up. */
async function repeated(rounds: number, round: () => Promise<Record<string, number>>): Promise<[string, number][]> {
  const measured: Record<string, number>[] = [];
  for (let done = 0; done < 2 * rounds; done += 1) measured.push(await round());
  const kept = measured.slice(rounds);
  return Object.keys(kept[0] ?? {}).map((name) => [name, median(kept.map((one) => one[name] ?? Number.NaN))]);
}

/** A file that is announced, comes with a ticket, and is loaded by an agent; and a ticket without one. */
async function fileRound(stage: Stage): Promise<Record<string, number>> {
  let upload: Awaited<ReturnType<typeof announceOn>> | undefined;
  const announce = await timed(async () => {
    upload = await announceOn(stage, 'create-own-upload');
  });
  if (!upload) throw new Error('Nothing was announced.');
  await send(upload, fileContent);
  const { upload_id } = upload;
  let ticket = '';
  const withFile = await timed(async () => {
    ticket = await submitOn(stage, [upload_id]);
  });
  const without = await timed(() => submitOn(stage, []));
  const about = { headers: stage.asAgent, pathParameters: { ticket_id: ticket } };
  const { attachments } = JSON.parse((await stage.call('get-ticket', about)).body ?? '');
  const pathParameters = { ticket_id: ticket, file_id: attachments[0].id };
  const link = await timed(() => stage.call('get-file', { headers: stage.asAgent, pathParameters }));
  return {
    'announcing a file': announce,
    'a submit with it': withFile,
    'a submit without': without,
    'a link to it': link,
  };
}

/** A reply by mail. */
async function mailRound(stage: Stage, mails: ReturnType<typeof mailsOn>): Promise<Record<string, number>> {
  const event = await mails.arrive(stage.replyAddress(await submitOn(stage, [])), 'It works.');
  return { 'receiving a mail': await timed(() => stage.deliver('receive-mail', event)) };
}

/** Submits a ticket with uploads. Returns its id. */
export async function submitOn(stage: Stage, attachments: readonly string[]): Promise<string> {
  const body = JSON.stringify({ subject: 'Need help', message: 'It does not work. '.repeat(11), attachments });
  const { body: answer = '' } = await stage.call('submit-ticket', { headers: stage.asCustomer, body });
  return JSON.parse(answer).ticket_id;
}

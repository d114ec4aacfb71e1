import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { along, answer, write } from './fates.ts';
import { newDesk, startStreamed } from './whole-desk.ts';
import { expectAutoClosed } from './whole-desk-auto-close.ts';
import { expectTexts } from './whole-desk-conversations.ts';
import { expectViews } from './whole-desk-counts.ts';
import { readHistories } from './whole-desk-histories.ts';
import { expectMails, settle } from './whole-desk-laws.ts';
import { live } from './whole-desk-life.ts';
import { expectMerges } from './whole-desk-merges.ts';
import { expectDueInTime, expectReplay } from './whole-desk-replay.ts';
import { expectSeen } from './whole-desk-requests.ts';
import { steps } from './whole-desk-steps.ts';

const FEW = 15;
const RUNS = Number(process.env.DESK_RUNS ?? FEW);

let database: Awaited<ReturnType<typeof startStreamed>>;
beforeAll(async () => {
  database = await startStreamed();
});
afterAll(() => database.close());

const fate = fc.oneof({ weight: 15, arbitrary: write }, { weight: 1, arbitrary: fc.constant('done twice' as const) });

it(
  'whatever agents, customers, machines and clocks do at once, no text is lost, and entries, mails, counts and queues agree with the tickets',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(answer, { minLength: 10, maxLength: 40 }),
        fc.array(fate, { maxLength: 150 }),
        async (happening, answers, fates) => {
          const [ofSes, ofDatabase] = [along<string>(answers, 'taken'), along<string>(fates, 'done')];
          let isOver = false;
          const desk = await newDesk(database, {
            ofSes: () => (isOver ? 'taken' : ofSes()),
            ofDatabase: () => (isOver ? 'done' : ofDatabase()),
          });
          const { written, requests } = await live(desk, happening);
          isOver = true;
          await settle(desk);
          const histories = await readHistories(desk);
          expectReplay(histories);
          expectMerges(histories);
          expectAutoClosed(histories);
          await expectTexts(desk, histories, written);
          await expectSeen(desk, histories, requests);
          expectDueInTime(histories, written);
          await expectMails(desk);
          await expectViews(desk);
        },
      ),
      { numRuns: RUNS, endOnFailure: RUNS > FEW },
    );
  },
  RUNS * 20_000,
);

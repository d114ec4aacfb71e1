import { consumers } from './consumers.ts';
import { mailEvents } from './mail-events.ts';
import { routes } from './routes.ts';
import { scheduled } from './schedule.ts';

/** Every `functions/<entry>.ts` that is a function of its own, on any desk. */
export const entries: readonly string[] = [...routes, ...consumers, ...scheduled, mailEvents].map(({ entry }) => entry);

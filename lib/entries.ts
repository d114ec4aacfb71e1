import { consumers } from './consumers.ts';
import { inboundMail } from './inbound-mail.ts';
import { mailEvents } from './mail-events.ts';
import { routes } from './routes.ts';
import { scheduled } from './schedule.ts';
import { subscribers } from './subscribers.ts';

/** Every `functions/<entry>.ts` that is a function of its own, on any desk. */
export const entries: readonly string[] = [
  ...routes,
  ...consumers,
  ...subscribers,
  ...scheduled,
  mailEvents,
  inboundMail,
].map(({ entry }) => entry);

import { type Priced, prices } from './prices.ts';
import { sum, type Usage } from './usage.ts';
import { usageOfFiles, usageOfInbound } from './usage-of-files.ts';
import {
  usageOfAgents,
  usageOfIndex,
  usageOfMail,
  usageOfPresence,
  usageOfTickets,
  usageOfViews,
  type Workload,
} from './workload.ts';

/** One line of a bill. */
interface Charge {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly usd: number;
}

export interface Bill {
  readonly charges: readonly Charge[];
  readonly total: number;
  /** The costs by their causes, without the free tier. */
  readonly shares: {
    readonly tickets: number;
    readonly views: number;
    readonly index: number;
    readonly mail: number;
    readonly inbound: number;
    readonly files: number;
    readonly agents: number;
    readonly presence: number;
  };
  /** The cost of a thousand more tickets, with their views, mails and files, and with CloudFront's free tier only. */
  readonly perThousandTickets: {
    readonly tickets: number;
    readonly views: number;
    readonly index: number;
    readonly mail: number;
    readonly inbound: number;
    readonly files: number;
  };
}

/** A month's bill in US dollars; `free` counts what AWS gives away for ever. */
export function billOf(workload: Workload, { free }: { free: boolean }): Bill {
  const [tickets, views, index] = [usageOfTickets(workload), usageOfViews(workload), usageOfIndex(workload)];
  const [mail, agents, presence] = [usageOfMail(workload), usageOfAgents(workload), usageOfPresence(workload)];
  const [inbound, files] = [usageOfInbound(workload), usageOfFiles(workload)];
  const charges = chargesOf(sum([tickets, views, index, mail, inbound, files, agents, presence]), () => free);
  const share = (usage: Usage) => total(chargesOf(usage, () => false));
  return {
    charges,
    total: total(charges),
    shares: {
      tickets: share(tickets),
      views: share(views),
      index: share(index),
      mail: share(mail),
      inbound: share(inbound),
      files: share(files),
      agents: share(agents),
      presence: share(presence),
    },
    perThousandTickets: {
      tickets: more(usageOfTickets({ tickets: 1000 })),
      views: more(usageOfViews({ tickets: 1000, agents: workload.agents })),
      index: more(usageOfIndex({ tickets: 1000, agents: workload.agents })),
      mail: more(usageOfMail({ ...workload, tickets: 1000 })),
      inbound: more(usageOfInbound({ ...workload, tickets: 1000 })),
      files: more(usageOfFiles({ ...workload, tickets: 1000 })),
    },
  };
}

/** No desk comes near CloudFront's ten million free requests, so they belong to the price. */
const more = (usage: Usage): number => total(chargesOf(usage, (service) => service === 'CloudFront'));

function chargesOf(usage: Usage, isFree: (service: string) => boolean): Charge[] {
  return Object.entries(prices).map(([name, { service, what, usd, free }]) => {
    const quantity = usage[name as Priced];
    const charged = Math.max(0, quantity - (isFree(service) ? free : 0));
    return { service, what, quantity, usd: charged * usd };
  });
}

const total = (charges: readonly Charge[]) => charges.reduce((all, { usd }) => all + usd, 0);

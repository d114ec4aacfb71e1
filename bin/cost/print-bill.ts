import { type Bill, billOf } from './bill.ts';
import { PRICED_ON, prices, REGION } from './prices.ts';
import { assumptions, type Workload } from './workload.ts';

/** A bill for a person to read, line by line. */
export function printedBill(workload: Workload, { free }: { free: boolean }): string[] {
  const { charges, total, shares, perThousandTickets } = billOf(workload, { free });
  const always = Object.values(prices).filter((price) => price.free > 0);
  const given = always.map(({ service, what, free: amount }) => `${count(amount)} ${what} of ${service}`).join(', ');
  const kinds = [
    ['mail', 'their mails'],
    ['inbound', 'mails received'],
    ['files', 'their files'],
  ] as const;
  const ofKinds = kinds.filter(([kind]) => workload[kind]);
  return [
    ...assumptions(workload),
    free ? `Free every month, and not included: ${given}.` : 'Without the free tier.',
    `Prices of ${REGION} on ${PRICED_ON}, in US dollars, without taxes.`,
    '',
    ...table(charges),
    '',
    row('Total', '', '', dollars(total)),
    '',
    `Without the free tier: ${dollars(shares.tickets)} for the tickets, ${dollars(shares.views)} for their views, ${dollars(shares.index)} for search, ${ofKinds.map(([kind, what]) => `${dollars(shares[kind])} for ${what}, `).join('')}${dollars(shares.agents)} for the agents, ${dollars(shares.presence)} for fixed costs.`,
    `A thousand tickets more: ${dollars(perThousandTickets.tickets, 4)}, and ${dollars(perThousandTickets.views, 4)} for their views and ${dollars(perThousandTickets.index, 4)} for search${ofKinds.map(([kind, what]) => ` and ${dollars(perThousandTickets[kind], 4)} for ${what}`).join('')}, with CloudFront's free tier and no other.`,
  ];
}

const table = (charges: Bill['charges']) =>
  charges.map(({ service, what, quantity, usd }) => row(service, what, count(quantity), dollars(usd)));

const row = (service: string, what: string, quantity: string, usd: string) =>
  `${service.padEnd(17)}${what.padEnd(30)}${quantity.padStart(14)}${usd.padStart(12)}`;

const count = (quantity: number) => quantity.toLocaleString('en-US', { maximumFractionDigits: quantity < 10 ? 3 : 0 });

const dollars = (usd: number, digits = 2) => `$${usd.toFixed(digits)}`;

import { billOf } from './bill.ts';
import { printedBill } from './print-bill.ts';
import type { Workload } from './workload.ts';

/** The options of `desk cost`, for `parseArgs`. */
export const costOptions = {
  tickets: { type: 'string', default: '1000' },
  agents: { type: 'string', default: '1' },
  hours: { type: 'string', default: '8' },
  days: { type: 'string', default: '21' },
  stored: { type: 'string' },
  open: { type: 'string', default: '20' },
  mail: { type: 'boolean', default: false },
  inbound: { type: 'boolean', default: false },
  files: { type: 'boolean', default: false },
  'no-free-tier': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface CostValues {
  readonly tickets: string;
  readonly agents: string;
  readonly hours: string;
  readonly days: string;
  readonly stored?: string | undefined;
  readonly open: string;
  readonly mail: boolean;
  readonly inbound: boolean;
  readonly files: boolean;
  readonly 'no-free-tier': boolean;
  readonly json: boolean;
}

const MONTHS_STORED = 12;

/** A month's bill, as lines; throws an error for the person who typed the command. */
export function costCommand(values: CostValues): string[] {
  const tickets = amount('tickets', values.tickets, 1e9);
  const workload: Workload = {
    tickets,
    agents: amount('agents', values.agents, 1e5),
    hours: amount('hours', values.hours, 24),
    days: amount('days', values.days, 31),
    stored: values.stored === undefined ? tickets * MONTHS_STORED : amount('stored', values.stored, 1e12),
    open: amount('open', values.open, 100),
    // Only a desk that sends mail receives any.
    mail: values.mail || values.inbound,
    inbound: values.inbound,
    files: values.files,
  };
  const free = !values['no-free-tier'];
  return values.json
    ? [JSON.stringify({ workload, ...billOf(workload, { free }) }, null, 2)]
    : printedBill(workload, { free });
}

function amount(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number <= most) return number;
  throw new Error(`--${name} must be a number from 0 to ${most.toLocaleString('en-US')}, not ${text}.`);
}

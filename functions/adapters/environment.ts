import * as z from 'zod/mini';
import { tokenSettings } from '#adapters/tokens/token-settings.ts';
import { weekdays } from '#core/hours/calendar.ts';
import { priorities } from '#core/ticket/ticket.ts';
import { environmentNames, type Variable } from '#functions/environment-names.ts';

// Functions, so that a bundle has no schema but those of its own variables.
const text = () => z.string();
const json = <S extends z.ZodMiniType>(schema: () => S) => z.pipe(z.string(), z.pipe(fromJson(), schema()));

export const ticketsTable = text;
export const viewsTable = text;
export const agentsTable = text;
export const personalTable = text;
export const fileBucket = text;
export const eventBus = text;
export const metricsNamespace = text;
export const pricingUrl = text;
export const mailSender = text;
export const mailConfigurationSet = text;
export const mailSignature = text;
export const mailReplyTo = text;
export const inboundDomain = text;
export const replyKeys = text;
export const newTickets = () => z.enum(['customers', 'off']);
export const heldDays = () => z.coerce.number().check(z.positive());
export const shopName = text;
export const supportPageUrl = text;
export const dashboardUrl = text;
export const mailPatienceMs = () => z.coerce.number().check(z.positive());
export const assignOnReply = () =>
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((value) => value === 'true'),
  );
export const adminAddresses = () => json(() => z.array(z.string()));
export const routes = () => json(() => z.array(z.tuple([z.string(), z.string()])));
export const tokens = () => json(tokenSettings);
export const targets = () =>
  json(() => z.object({ open: z.number(), hoursToClose: z.object({ good: z.number(), late: z.number() }) }));
export const supportTiers = () =>
  json(() =>
    z.array(
      z.object({
        credits: z.number(),
        name: z.string(),
        responseHours: z.number(),
        priority: z.enum(priorities),
        replyWithin: z.optional(z.number()),
        resolveWithin: z.optional(z.number()),
      }),
    ),
  );
export const hours = () =>
  json(() =>
    z.object({
      timeZone: z.string(),
      periods: z.partialRecord(z.enum(weekdays), z.array(z.object({ from: z.string(), to: z.string() }))),
      daysOff: z.array(z.string()),
    }),
  );

export const autoClose = () => json(() => z.object({ days: z.number(), remindDays: z.number() }));

/** A variable that only some desks have: undefined where it is not set. */
export const optional =
  <S extends z.ZodMiniType>(variable: () => S) =>
  () =>
    z.optional(variable());

type Schemas = { readonly [V in Variable]?: () => z.ZodMiniType };
type Environment<S extends Schemas> = {
  readonly [V in keyof S]: S[V] extends () => infer T ? z.output<T> : never;
};

/**
 * Reads the variables of this function that the stack sets (`lib/function-environment.ts`), each by its schema. Throws one error that names all
 * that are not set or wrong, without their values: a function that lacks one doesn't start.
 */
export function environment<S extends Schemas>(schemas: S): Environment<S> {
  const values: Partial<Record<Variable, unknown>> = {};
  const mistakes: string[] = [];
  for (const [variable, schema] of Object.entries(schemas) as [Variable, () => z.ZodMiniType][]) {
    const name = environmentNames[variable];
    const value = process.env[name] || undefined;
    const parsed = schema().safeParse(value);
    if (parsed.success) values[variable] = parsed.data;
    else mistakes.push(value === undefined ? `${name} is not set` : `${name} is wrong (${whereIn(parsed.error)})`);
  }
  if (mistakes.length > 0) throw new Error(`Environment variables: ${mistakes.join(', ')}.`);
  return values as Environment<S>;
}

const whereIn = ({ issues }: z.core.$ZodError): string =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ');

const fromJson = () =>
  z.transform((value: string, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.issues.push({ code: 'custom', message: 'Invalid JSON', input: value });
      return z.NEVER;
    }
  });

import * as z from 'zod/mini';

const who = { id: z.string(), name: z.string() };

/** An agent, as other agents see them. */
export const agentRefJson = z.strictObject(who);

const customer = z.strictObject({ type: z.literal('customer') });
const agent = z.strictObject({ type: z.literal('agent'), ...who });
const system = z.strictObject({ type: z.literal('system') });

/** The author of a message or a change, as agents see it. */
export const authorJson = z.union([customer, agent, system]);

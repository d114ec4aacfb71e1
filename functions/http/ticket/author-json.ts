import * as z from 'zod/mini';

const customer = z.strictObject({ type: z.literal('customer') });
const agent = z.strictObject({ type: z.literal('agent'), id: z.string(), name: z.string() });
const system = z.strictObject({ type: z.literal('system') });

/** The author of a message or a change, as agents see it. */
export const authorJson = z.union([customer, agent, system]);

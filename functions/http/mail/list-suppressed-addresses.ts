import * as z from 'zod/mini';
import { mailProblems } from '#core/ticket/ticket.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';

/** The admins' addresses that get no mail, as returned. */
const suppressedAddressesJson = z
  .strictObject({ addresses: z.array(z.strictObject({ address: z.string(), problem: z.enum(mailProblems) })) })
  .check(z.meta({ id: 'SuppressedAddresses' }));

export type SuppressedAddressesJson = z.output<typeof suppressedAddressesJson>;

export const listSuppressedAddressesContract = {
  summary: 'List the admins’ addresses that get no mail',
  description:
    'Only addresses in the setting `mail.adminAddresses` are listed, in that order: the desk keeps a hash of any other, and a ticket shows its customer’s in `contact_suppressed`. Empty if the desk sends no mail.',
  responses: {
    200: { description: 'The addresses, with the reason for each', schema: suppressedAddressesJson },
    ...refused.agent,
  },
} satisfies Contract;

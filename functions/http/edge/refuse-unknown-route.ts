import type { Contract } from './contract.ts';

export const refuseUnknownRouteContract = {
  summary: 'Anything else',
  responses: {
    404: { description: 'No such path' },
    405: { description: "The path doesn't support this method", headers: { Allow: 'The methods it supports' } },
  },
} satisfies Contract;

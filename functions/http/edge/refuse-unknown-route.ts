import type { Contract } from './contract.ts';

export const refuseUnknownRouteContract = {
  summary: 'Anything else',
  answers: {
    404: { description: 'No such path' },
    405: { description: 'The path has other methods', headers: { Allow: 'The methods it has' } },
  },
} satisfies Contract;

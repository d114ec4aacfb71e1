import type { Uploader } from './ports.ts';

/** Returns a customer as an uploader. */
export const byCustomer = ({ issuer, userId }: { readonly issuer: string; readonly userId: string }): Uploader => ({
  type: 'customer',
  issuer,
  userId,
});

import type { Request } from 'express';

export interface User {
  readonly id: number;
  readonly email: string;
  readonly credits: number;
}

/** Returns the user of a request's session. In these tests the cookie is the user. */
export function signedInUser({ headers }: Request): User | undefined {
  const cookie = /(?:^|; )user=([^;]+)/.exec(headers.cookie ?? '')?.[1];
  return cookie === undefined ? undefined : JSON.parse(decodeURIComponent(cookie));
}

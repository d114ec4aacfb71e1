import { cookies } from 'next/headers';

interface User {
  readonly id: number;
  readonly email: string;
  readonly credits: number;
}

/** Returns the user of a request's session. A session made up for the rehearsal: the cookie is the user. */
export async function signedInUser(): Promise<User | undefined> {
  const cookie = (await cookies()).get('user')?.value;
  return cookie === undefined ? undefined : JSON.parse(cookie);
}

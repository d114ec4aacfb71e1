'use client';

import { useRouter } from 'next/navigation';
import { logOut } from '../log-out';

export function LogOut() {
  const router = useRouter();
  return (
    <button type="button" onClick={() => logOut().then(() => router.push('/'))}>
      Log out
    </button>
  );
}

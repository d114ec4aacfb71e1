import Link from 'next/link';
import type { ReactNode } from 'react';
import { LogOut } from './log-out-button';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Link href="/">Home</Link> <Link href="/support">Support</Link>
        {['Ann', 'Bob'].map((name) => (
          <form key={name} method="post" action={`/log-in/${name}`}>
            <button type="submit">Log in as {name}</button>
          </form>
        ))}
        <LogOut />
        {children}
      </body>
    </html>
  );
}

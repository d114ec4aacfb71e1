/** @jsxImportSource react */
import { type ComponentType, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { logIn, navigate, onNavigation, ticketInAddress } from './address.ts';

interface Recipes {
  readonly Support: ComponentType<{
    userId: string;
    ticketId: string | undefined;
    navigate(path: string): void;
  }>;
  readonly ContactForm: ComponentType<{ accessToken: string }>;
  logOut(): Promise<void>;
}

/** Starts a React website with its recipes. */
export function start({ Support, ContactForm, logOut }: Recipes): void {
  function App() {
    const [userId, setUserId] = useState<string>();
    const address = useSyncExternalStore(onNavigation, () => location.href);
    const { pathname } = new URL(address);
    const link = (name: string, path: string) => (
      <a
        href={path}
        onClick={(event) => {
          event.preventDefault();
          navigate(path);
        }}
      >
        {name}
      </a>
    );
    return (
      <>
        {['Ann', 'Bob'].map((name) => (
          <button type="button" key={name} onClick={async () => setUserId(await logIn(name))}>
            Log in as {name}
          </button>
        ))}
        <button
          type="button"
          onClick={async () => {
            await logOut();
            setUserId(undefined);
          }}
        >
          Log out
        </button>
        {link('Home', '/')} {link('Support', '/support')} {link('Contact', '/contact')}
        {userId && pathname === '/support' && (
          <Support userId={userId} ticketId={ticketInAddress()} navigate={navigate} />
        )}
        {userId && pathname === '/contact' && <ContactForm accessToken="not used" />}
      </>
    );
  }
  createRoot(document.getElementById('app') as HTMLElement).render(<App />);
}

import { type Component, createApp, h, ref } from 'vue';
import { logIn, navigate, onNavigation, ticketInAddress } from './address.ts';

interface Recipes {
  readonly Support: Component;
  logOut(): Promise<void>;
}

/** Starts a Vue website with its recipes. */
export function start({ Support, logOut }: Recipes): void {
  const userId = ref<string>();
  const path = ref(location.pathname);
  const ticketId = ref(ticketInAddress());
  onNavigation(() => {
    path.value = location.pathname;
    ticketId.value = ticketInAddress();
  });
  const button = (name: string, onClick: () => Promise<void>) => h('button', { onClick }, name);
  const link = (name: string, href: string) => {
    const onClick = (event: Event) => {
      event.preventDefault();
      navigate(href);
    };
    return h('a', { href, onClick }, name);
  };
  const app = () => [
    ...['Ann', 'Bob'].map((name) =>
      button(`Log in as ${name}`, async () => {
        userId.value = await logIn(name);
      }),
    ),
    button('Log out', async () => {
      await logOut();
      userId.value = undefined;
    }),
    link('Home', '/'),
    link('Support', '/support'),
    userId.value && path.value === '/support'
      ? h(Support, { userId: userId.value, ticketId: ticketId.value, onNavigate: navigate })
      : undefined,
  ];
  createApp(app).mount('#app');
}

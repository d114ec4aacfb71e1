import express, { type RequestHandler } from 'express';

/** A website's documents. */
export interface Shown {
  /** The script of the same document at every address, and what else is in its head. */
  readonly script?: string;
  readonly head?: string;
  /** Or a separate document for `/support`. */
  readonly document?: string;
}

const people = ['Ann', 'Bob'];

/** A website made with Express, which Ann and Bob may visit; new customers each time `show` is called. */
export function website(supportToken: RequestHandler) {
  let shown: Shown = {};
  let users: object[] = [];
  let count = 0;
  const app = express();
  app.use(supportToken);
  app.post('/log-in/:name', ({ params }, response) => {
    const user = users[people.indexOf(params.name)];
    response.cookie('user', JSON.stringify(user)).redirect(303, '/');
  });
  app.post('/log-out', (_, response) => {
    response.clearCookie('user').sendStatus(204);
  });
  app.get('/app.js', (_, response) => {
    response.type('text/javascript').send(shown.script);
  });
  app.get(['/support', '/contact'], (_, response) => {
    response.send(shown.document?.replace('<body>', `$&${doors}`) ?? appPage(shown));
  });
  app.get('/', (_, response) => {
    response.send(
      shown.document === undefined ? appPage(shown) : `<!doctype html><html lang="en"><title>Shop</title>${doors}`,
    );
  });
  return {
    listener: app,
    show(next: Shown) {
      shown = next;
      users = people.map((name) => ({ id: ++count, email: `${name.toLowerCase()}-${count}@example.com`, credits: 5 }));
    },
  };
}

const doors = `<a href="/">Home</a> <a href="/support">Support</a>${people.map((name) => `<form method="post" action="/log-in/${name}"><button>Log in as ${name}</button></form>`).join('')}`;
const appPage = ({ head = '' }: Shown) =>
  `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body><main id="app"></main><script src="/app.js"></script></body></html>`;

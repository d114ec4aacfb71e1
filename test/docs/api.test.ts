import { expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { readDocument, section } from './document.ts';

const page = readDocument('docs/api.md');
const headings = {
  customer: 'Routes for customers',
  paying_customer: 'Routes for customers',
  agent: 'Routes for agents',
  admin: 'Routes for admins',
  anyone: 'Routes for anyone',
} as const;

it.each([...new Set(Object.values(headings))])('docs/api.md, "%s", lists those routes and no others', (heading) => {
  const documented = [...section(page, heading).matchAll(/^\| `([A-Z]+ [^`?]+)(?:\?[^`]*)?` \|/gm)];
  const expected = routes.filter(({ method, caller }) => method !== '$default' && headings[caller] === heading);
  expect(documented.map(([, route]) => route).sort()).toEqual(
    expected.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

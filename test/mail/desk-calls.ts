import type { Desk } from '#test/local/desk.ts';

/** A customer's token claims. */
interface Claims {
  readonly sub: string;
  readonly email: string;
}

/** Returns functions that call a desk's API as its agent and as a customer; each returns the response's JSON, or its status alone. */
export function deskCalls(desk: () => Desk) {
  async function call(path: string, headers: Record<string, string>, body?: object, method = body ? 'POST' : 'GET') {
    const response = await fetch(`${desk().url}/api/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
    return (text === '' ? { status: response.status } : JSON.parse(text)) as any;
  }
  return {
    asAgent: (path: string, body?: object, method?: string) =>
      call(`admin/${path}`, { 'x-admin-key': desk().adminKey }, body, method),
    asCustomer: async ({ sub, email }: Claims, path: string, body?: object) =>
      call(`support/${path}`, { authorization: `Bearer ${await desk().token({ sub, email })}` }, body),
  };
}

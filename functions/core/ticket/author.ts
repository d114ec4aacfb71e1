/** The author of a message or a change. An agent's name is for the other agents: customers see that the shop wrote. */
export type Author =
  | { readonly type: 'customer' }
  | { readonly type: 'agent'; readonly name: string }
  | { readonly type: 'system' };

/** DynamoDB actions as IAM names them, without the service prefix. */
export type TableAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'ConditionCheckItem' | 'Query';

export interface Route {
  /** `$default` catches what no other route matches. */
  readonly method: 'GET' | 'POST' | 'PATCH' | '$default';
  /** With API Gateway's `{name}` for a path parameter. */
  readonly path: string;
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /** `customer` reads the website's signing keys; `agent` reads the agents table by key. */
  readonly caller: 'anyone' | 'customer' | 'agent';
  /** What the entry may do to tickets: on the table itself, and on the index by status. */
  readonly tickets: readonly TableAction[];
  readonly ticketsByStatus: readonly TableAction[];
  /** What it may do to the views of them. Nothing else is granted. */
  readonly views: readonly TableAction[];
}

const tickets = '/api/admin/support-tickets';
const nothing = { tickets: [], ticketsByStatus: [], views: [] } as const;
const changes = { tickets: ['GetItem', 'UpdateItem', 'PutItem'], ticketsByStatus: [], views: [] } as const;

/** Every door of the desk: the stack, the local desk, the API's document and the tests all read this table. */
export const routes = [
  {
    method: 'POST',
    path: '/api/support/contact',
    entry: 'submit-ticket',
    caller: 'customer',
    ...nothing,
    tickets: ['PutItem'],
  },
  { method: 'GET', path: '/api/support/access', entry: 'check-access', caller: 'customer', ...nothing },
  {
    method: 'GET',
    path: tickets,
    entry: 'list-tickets',
    caller: 'agent',
    ...nothing,
    ticketsByStatus: ['Query'],
    views: ['GetItem'],
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}`,
    entry: 'get-ticket',
    caller: 'agent',
    ...nothing,
    tickets: ['GetItem'],
  },
  { method: 'PATCH', path: `${tickets}/{ticket_id}`, entry: 'update-ticket', caller: 'agent', ...changes },
  { method: 'POST', path: `${tickets}/{ticket_id}/close`, entry: 'close-ticket', caller: 'agent', ...changes },
  {
    method: 'GET',
    path: '/api/admin/support-stats',
    entry: 'get-stats',
    caller: 'agent',
    ...nothing,
    ticketsByStatus: ['Query'],
    views: ['GetItem', 'Query'],
  },
  { method: 'GET', path: '/api/health', entry: 'check-health', caller: 'anyone', ...nothing },
  { method: '$default', path: '$default', entry: 'refuse-unknown-route', caller: 'anyone', ...nothing },
] as const satisfies readonly Route[];

export type EntryName = (typeof routes)[number]['entry'];

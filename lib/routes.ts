/** DynamoDB actions as IAM names them, without the service prefix. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'Query';

/** Longest run of a route's function; its own deadline comes before. */
export const ROUTE_TIMEOUT_SECONDS = 10;

export interface Route {
  /** `$default` catches what no other route matches. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '$default';
  /** With API Gateway's `{name}` for a path parameter. */
  readonly path: string;
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /**
   * `customer` and `paying_customer`, who bought credits, bring the website's token, and its signing keys are read; `agent` brings a key, and the
   * agents table is read by it.
   */
  readonly caller: 'anyone' | 'customer' | 'paying_customer' | 'agent';
  /** What the entry may do to tickets: on the table itself, and on its indexes. */
  readonly tickets: readonly TableAction[];
  readonly ticketsByStatus: readonly TableAction[];
  readonly ticketsByCustomer: readonly TableAction[];
  /** What it may do to the views of them. Nothing else is granted. */
  readonly views: readonly TableAction[];
  /** What it may do in Amazon SES, if the desk sends mail. */
  readonly ses: readonly 'DeleteSuppressedDestination'[];
}

const tickets = '/api/admin/support-tickets';
const cannedReplies = '/api/admin/canned-replies';
const suppressedAddresses = '/api/admin/suppressed-addresses';
const ownTickets = '/api/support/tickets';
const nothing = { tickets: [], ticketsByStatus: [], ticketsByCustomer: [], views: [], ses: [] } as const;
const changes = { ...nothing, tickets: ['GetItem', 'UpdateItem', 'PutItem'] } as const;
/** An agent's, who names the version they have read: what came after it is read. */
const agentChanges = { ...changes, tickets: [...changes.tickets, 'Query'] } as const;

/** Every door of the desk: the stack, the local desk, the API's document and the tests all read this table. */
export const routes = [
  {
    method: 'POST',
    path: '/api/support/contact',
    entry: 'submit-ticket',
    caller: 'paying_customer',
    ...nothing,
    tickets: ['PutItem'],
  },
  { method: 'GET', path: '/api/support/access', entry: 'check-access', caller: 'paying_customer', ...nothing },
  {
    method: 'GET',
    path: ownTickets,
    entry: 'list-own-tickets',
    caller: 'customer',
    ...nothing,
    tickets: ['BatchGetItem'],
    ticketsByCustomer: ['Query'],
  },
  {
    method: 'GET',
    path: `${ownTickets}/{ticket_id}`,
    entry: 'get-own-ticket',
    caller: 'customer',
    ...nothing,
    tickets: ['GetItem', 'Query'],
  },
  { method: 'POST', path: `${ownTickets}/{ticket_id}/replies`, entry: 'add-own-reply', caller: 'customer', ...changes },
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
    tickets: ['GetItem', 'Query'],
    views: ['GetItem'],
  },
  { method: 'PATCH', path: `${tickets}/{ticket_id}`, entry: 'update-ticket', caller: 'agent', ...agentChanges },
  { method: 'POST', path: `${tickets}/{ticket_id}/close`, entry: 'close-ticket', caller: 'agent', ...agentChanges },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/replies`,
    entry: 'add-reply',
    caller: 'agent',
    ...agentChanges,
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/messages/{message_id}/resend`,
    entry: 'resend-mail',
    caller: 'agent',
    ...agentChanges,
    views: ['GetItem'],
  },
  {
    method: 'GET',
    path: suppressedAddresses,
    entry: 'list-suppressed-addresses',
    caller: 'agent',
    ...nothing,
    tickets: ['GetItem'],
  },
  {
    method: 'DELETE',
    path: `${suppressedAddresses}/{address}`,
    entry: 'allow-address',
    caller: 'agent',
    ...nothing,
    tickets: ['DeleteItem'],
    ses: ['DeleteSuppressedDestination'],
  },
  {
    method: 'GET',
    path: '/api/admin/support-stats',
    entry: 'get-stats',
    caller: 'agent',
    ...nothing,
    ticketsByStatus: ['Query'],
    views: ['GetItem', 'Query'],
  },
  {
    method: 'GET',
    path: cannedReplies,
    entry: 'list-canned-replies',
    caller: 'agent',
    ...nothing,
    tickets: ['Query'],
  },
  {
    method: 'PUT',
    path: `${cannedReplies}/{canned_reply_id}`,
    entry: 'save-canned-reply',
    caller: 'agent',
    ...nothing,
    tickets: ['Query', 'PutItem'],
  },
  {
    method: 'DELETE',
    path: `${cannedReplies}/{canned_reply_id}`,
    entry: 'delete-canned-reply',
    caller: 'agent',
    ...nothing,
    tickets: ['GetItem', 'DeleteItem'],
  },
  { method: 'GET', path: '/api/health', entry: 'check-health', caller: 'anyone', ...nothing },
  { method: '$default', path: '$default', entry: 'refuse-unknown-route', caller: 'anyone', ...nothing },
] as const satisfies readonly Route[];

export type EntryName = (typeof routes)[number]['entry'];

/** The methods by which a route is asked: `HEAD` wherever `GET` is (RFC 9110, section 9.3.2). */
export const methodsOf = <M extends string>(method: M): readonly (M | 'HEAD')[] =>
  method === 'GET' ? [method, 'HEAD'] : [method];

/** Whether the caller brings the website's token. */
export const readsTokens = ({ caller }: Route): boolean => caller === 'customer' || caller === 'paying_customer';

import type { FunctionNeeds } from './resources.ts';

/** The timeout of a route's function; its own deadline comes earlier. */
export const ROUTE_TIMEOUT_SECONDS = 10;

/** One door of the desk. What it needs is besides what its caller's kind needs: see `needsOf`. */
export interface Route extends FunctionNeeds {
  /** `$default` catches what no other route matches. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '$default';
  /** With API Gateway's `{name}` for a path parameter. */
  readonly path: string;
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  /** `customer` and `paying_customer`, who bought credits, bring the website's token; `agent` and `admin`, an agent of that role, bring a key. */
  readonly caller: 'anyone' | 'customer' | 'paying_customer' | 'agent' | 'admin';
}

const tickets = '/api/admin/support-tickets';
const cannedReplies = '/api/admin/canned-replies';
const savedViews = '/api/admin/saved-views';
const suppressedAddresses = '/api/admin/suppressed-addresses';
const agents = '/api/admin/agents';
const heldMail = '/api/admin/held-mail';
const blockedSenders = '/api/admin/blocked-senders';
const ownTickets = '/api/support/tickets';
const changes = { tickets: ['GetItem', 'UpdateItem', 'PutItem'] } as const;
/** A change by an agent, who names the version they have read: the entries after it are read. */
const agentChanges = { tickets: [...changes.tickets, 'Query'] } as const;

/** An upload, through a form that this function signs. */
const uploading = { personal: ['GetItem', 'PutItem'], uploads: ['PutObject'] } as const;

/** A message that may have files: it claims uploads, which are copied. */
const attaching = { personal: ['GetItem', 'PutItem'], uploads: ['GetObject'], files: ['PutObject'] } as const;

/** A link to a file, which this function signs. */
const linking = { tickets: ['GetItem', 'Query'], files: ['GetObject'] } as const;

/** A change of the team. */
const teamChanges = { agents: ['GetItem', 'PutItem'] } as const;

/** Every way into the desk: the stack, the local desk, the API's document and the tests all read this table. More than 200 lines: it is data. */
export const routes = [
  {
    method: 'POST',
    path: '/api/support/contact',
    entry: 'submit-ticket',
    caller: 'paying_customer',
    touches: { tickets: ['PutItem', 'GetItem'], ...attaching },
    reads: ['hours'],
  },
  {
    method: 'GET',
    path: '/api/support/access',
    entry: 'check-access',
    caller: 'paying_customer',
    touches: {},
    reads: ['mailSender'],
  },
  {
    method: 'GET',
    path: ownTickets,
    entry: 'list-own-tickets',
    caller: 'customer',
    touches: { tickets: ['GetItem', 'BatchGetItem', 'Query'], ticketsByCustomer: ['Query'] },
  },
  {
    method: 'GET',
    path: `${ownTickets}/{ticket_id}`,
    entry: 'get-own-ticket',
    caller: 'customer',
    touches: { tickets: ['GetItem', 'Query'] },
  },
  {
    method: 'POST',
    path: `${ownTickets}/{ticket_id}/replies`,
    entry: 'add-own-reply',
    caller: 'customer',
    touches: { ...changes, ...attaching },
  },
  {
    method: 'GET',
    path: `${ownTickets}/{ticket_id}/files/{file_id}`,
    entry: 'get-own-file',
    caller: 'customer',
    touches: linking,
  },
  {
    method: 'POST',
    path: '/api/support/uploads',
    entry: 'create-own-upload',
    caller: 'customer',
    touches: uploading,
  },
  {
    method: 'GET',
    path: tickets,
    entry: 'list-tickets',
    caller: 'agent',
    touches: {
      tickets: ['BatchGetItem', 'Query'],
      ticketsByStatus: ['Query'],
      views: ['GetItem', 'BatchGetItem', 'Query'],
      personal: ['GetItem', 'BatchGetItem', 'Query'],
    },
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}`,
    entry: 'get-ticket',
    caller: 'agent',
    touches: { tickets: ['GetItem', 'Query'], views: ['GetItem'] },
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}/customer`,
    entry: 'get-customer',
    caller: 'agent',
    touches: { tickets: ['GetItem', 'BatchGetItem'], ticketsByCustomer: ['Query'], views: ['GetItem'] },
  },
  {
    method: 'PATCH',
    path: `${tickets}/{ticket_id}`,
    entry: 'update-ticket',
    caller: 'agent',
    touches: { ...agentChanges, agents: ['GetItem'] },
  },
  {
    method: 'POST',
    path: `${tickets}/bulk`,
    entry: 'change-tickets',
    caller: 'agent',
    touches: { ...agentChanges, agents: ['GetItem'] },
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/close`,
    entry: 'close-ticket',
    caller: 'agent',
    touches: agentChanges,
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/merge`,
    entry: 'merge-ticket',
    caller: 'agent',
    touches: agentChanges,
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/unmerge`,
    entry: 'unmerge-ticket',
    caller: 'agent',
    touches: agentChanges,
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/replies`,
    entry: 'add-reply',
    caller: 'agent',
    touches: { ...agentChanges, ...attaching },
    reads: ['assignOnReply'],
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}/files/{file_id}`,
    entry: 'get-file',
    caller: 'agent',
    touches: linking,
  },
  { method: 'POST', path: '/api/admin/uploads', entry: 'create-upload', caller: 'agent', touches: uploading },
  {
    method: 'PUT',
    path: `${tickets}/{ticket_id}/read`,
    entry: 'mark-read',
    caller: 'agent',
    touches: { tickets: ['GetItem'], personal: ['UpdateItem'] },
  },
  {
    method: 'POST',
    path: `${tickets}/{ticket_id}/messages/{message_id}/resend`,
    entry: 'resend-mail',
    caller: 'agent',
    touches: { ...agentChanges, views: ['GetItem'] },
    reads: ['mailSender'],
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}/messages/{message_id}/original`,
    entry: 'get-original',
    caller: 'agent',
    touches: { tickets: ['GetItem', 'Query'], receivedMail: ['GetObject'] },
  },
  {
    method: 'GET',
    path: `${tickets}/{ticket_id}/messages/{message_id}/html`,
    entry: 'get-formatted-mail',
    caller: 'agent',
    touches: { ...linking, receivedMail: ['GetObject'] },
  },
  {
    method: 'GET',
    path: suppressedAddresses,
    entry: 'list-suppressed-addresses',
    caller: 'agent',
    touches: { tickets: ['GetItem'] },
    reads: ['adminAddresses'],
  },
  {
    method: 'DELETE',
    path: `${suppressedAddresses}/{address}`,
    entry: 'allow-address',
    caller: 'agent',
    touches: { tickets: ['DeleteItem'], suppressionList: ['DeleteSuppressedDestination'] },
  },
  {
    method: 'GET',
    path: heldMail,
    entry: 'list-held-mail',
    caller: 'agent',
    touches: { tickets: ['Query', 'BatchGetItem'] },
  },
  {
    method: 'POST',
    path: `${heldMail}/{mail_id}/accept`,
    entry: 'accept-held-mail',
    caller: 'agent',
    touches: {
      tickets: [...changes.tickets, 'BatchGetItem'],
      ticketsByCustomer: ['Query'],
      views: ['GetItem', 'Query'],
      receivedMail: ['GetObject'],
      files: ['PutObject'],
    },
    reads: ['supportTiers', 'hours'],
  },
  {
    method: 'GET',
    path: `${heldMail}/{mail_id}/original`,
    entry: 'get-held-original',
    caller: 'agent',
    touches: { tickets: ['GetItem'], receivedMail: ['GetObject'] },
  },
  {
    method: 'DELETE',
    path: `${heldMail}/{mail_id}`,
    entry: 'delete-held-mail',
    caller: 'agent',
    touches: { tickets: ['GetItem', 'UpdateItem', 'DeleteItem'], receivedMail: ['DeleteObject'] },
  },
  {
    method: 'PUT',
    path: `${blockedSenders}/{address}`,
    entry: 'block-sender',
    caller: 'agent',
    touches: { tickets: ['PutItem'] },
  },
  {
    method: 'DELETE',
    path: `${blockedSenders}/{address}`,
    entry: 'allow-sender',
    caller: 'agent',
    touches: { tickets: ['DeleteItem'] },
  },
  {
    method: 'GET',
    path: '/api/admin/support-stats',
    entry: 'get-stats',
    caller: 'agent',
    touches: { ticketsByStatus: ['Query'], views: ['GetItem', 'Query'] },
    reads: ['targets', 'mailSender'],
  },
  {
    method: 'GET',
    path: cannedReplies,
    entry: 'list-canned-replies',
    caller: 'agent',
    touches: { tickets: ['Query'] },
  },
  {
    method: 'PUT',
    path: `${cannedReplies}/{canned_reply_id}`,
    entry: 'save-canned-reply',
    caller: 'agent',
    touches: { tickets: ['Query', 'PutItem'], agents: ['GetItem'] },
  },
  {
    method: 'DELETE',
    path: `${cannedReplies}/{canned_reply_id}`,
    entry: 'delete-canned-reply',
    caller: 'agent',
    touches: { tickets: ['GetItem', 'DeleteItem'] },
  },
  {
    method: 'GET',
    path: savedViews,
    entry: 'list-saved-views',
    caller: 'agent',
    touches: {
      tickets: ['BatchGetItem', 'Query'],
      personal: ['GetItem', 'BatchGetItem', 'Query'],
      views: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    },
  },
  {
    method: 'PUT',
    path: `${savedViews}/{saved_view_id}`,
    entry: 'put-saved-view',
    caller: 'agent',
    touches: { personal: ['Query', 'PutItem', 'DeleteItem'], views: ['GetItem', 'UpdateItem'] },
  },
  {
    method: 'DELETE',
    path: `${savedViews}/{saved_view_id}`,
    entry: 'delete-saved-view',
    caller: 'agent',
    touches: { personal: ['Query', 'DeleteItem'], views: ['GetItem', 'UpdateItem'] },
  },
  {
    method: 'GET',
    path: '/api/admin/me',
    entry: 'get-me',
    caller: 'agent',
    touches: teamChanges,
    reads: ['mailSender', 'inboundDomain'],
  },
  { method: 'GET', path: agents, entry: 'list-agents', caller: 'agent', touches: { agents: ['GetItem'] } },
  { method: 'POST', path: agents, entry: 'invite-agent', caller: 'admin', touches: teamChanges },
  {
    method: 'POST',
    path: `${agents}/{agent_id}/invitations`,
    entry: 'create-invitation',
    caller: 'agent',
    touches: teamChanges,
  },
  { method: 'PATCH', path: `${agents}/{agent_id}`, entry: 'change-agent', caller: 'admin', touches: teamChanges },
  { method: 'DELETE', path: `${agents}/{agent_id}`, entry: 'deactivate-agent', caller: 'admin', touches: teamChanges },
  {
    method: 'POST',
    path: '/api/invitations/accept',
    entry: 'accept-invitation',
    caller: 'anyone',
    touches: { agents: ['GetItem', 'PutItem', 'DeleteItem'] },
  },
  { method: 'GET', path: '/api/health', entry: 'check-health', caller: 'anyone', touches: {} },
  {
    method: '$default',
    path: '$default',
    entry: 'refuse-unknown-route',
    caller: 'anyone',
    touches: {},
    reads: ['routes'],
  },
] as const satisfies readonly Route[];

export type EntryName = (typeof routes)[number]['entry'];

/** Returns the methods a route accepts: `HEAD` wherever `GET` is (RFC 9110, section 9.3.2). */
export const methodsOf = <M extends string>(method: M): readonly (M | 'HEAD')[] =>
  method === 'GET' ? [method, 'HEAD'] : [method];

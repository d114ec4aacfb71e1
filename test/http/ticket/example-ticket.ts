import type { Ticket } from '#core/ticket/ticket.ts';

export const exampleTicket: Ticket = {
  id: 'abc12345-0000-4000-8000-000000000000',
  userId: 'user-1',
  userEmail: 'user@example.com',
  userName: null,
  subject: 'Need help',
  message: 'It does not work.',
  status: 'open',
  priority: 'normal',
  supportTier: 'Email (48h response)',
  creditsPurchased: 100,
  createdAt: '2026-11-23T14:30:00.123456789Z',
  updatedAt: '2026-11-23T14:30:00.123456789Z',
  closedAt: null,
  activityAt: '2026-11-23T14:30:00.123456789Z',
  latestMessage: null,
  latestCustomerVersion: 1,
  mailProblem: null,
  statusBeforeClosing: null,
  version: 1,
};

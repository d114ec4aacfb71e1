/** Names of the functions' environment variables: shared by the stack, which sets them, and the adapters, which read them. No imports. */
export const environmentNames = {
  ticketsTable: 'TICKETS_TABLE',
  viewsTable: 'VIEWS_TABLE',
  personalTable: 'PERSONAL_TABLE',
  agentsTable: 'AGENTS_TABLE',
  fileBucket: 'FILE_BUCKET',
  tokens: 'TOKENS',
  pricingUrl: 'PRICING_URL',
  supportTiers: 'SUPPORT_TIERS',
  targets: 'TARGETS',
  assignOnReply: 'ASSIGN_ON_REPLY',
  routes: 'ROUTES',
  mailSender: 'MAIL_SENDER',
  mailConfigurationSet: 'MAIL_CONFIGURATION_SET',
  mailPatienceMs: 'MAIL_PATIENCE_MS',
  mailSignature: 'MAIL_SIGNATURE',
  mailReplyTo: 'MAIL_REPLY_TO',
  adminAddresses: 'ADMIN_ADDRESSES',
  shopName: 'SHOP_NAME',
  supportPageUrl: 'SUPPORT_PAGE_URL',
  dashboardUrl: 'DASHBOARD_URL',
  eventBus: 'EVENT_BUS',
  metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
} as const;

export type Variable = keyof typeof environmentNames;

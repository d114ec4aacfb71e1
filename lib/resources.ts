import { bucketPrefixes } from '#functions/bucket-keys.ts';
import type { Variable } from '#functions/environment-names.ts';
import { customerIndex, statusIndex } from '#functions/table-keys.ts';

/** DynamoDB actions as IAM names them, without the service prefix. */
type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'BatchWriteItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'Query';

/** Actions on objects of the bucket of files, as IAM names them: reading their headers is `GetObject`, and copying is that and `PutObject`. */
type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Actions by their targets. */
interface Touches {
  readonly tickets?: readonly TableAction[];
  readonly ticketsByStatus?: readonly TableAction[];
  readonly ticketsByCustomer?: readonly TableAction[];
  readonly views?: readonly TableAction[];
  readonly personal?: readonly TableAction[];
  readonly agents?: readonly TableAction[];
  /** The day a key was last used, and no other attribute of the agents table. */
  readonly keyUse?: readonly 'UpdateItem'[];
  /** The website's signing keys; an action is granted only if they are a secret. */
  readonly tokenKeys?: readonly 'GetParameter'[];
  /** The keys of reply addresses; granted only on a desk that receives mail. */
  readonly replyKeys?: readonly 'GetParameter'[];
  /** The account's list in Amazon SES; granted only on a desk that sends mail. */
  readonly suppressionList?: readonly 'DeleteSuppressedDestination'[];
  /** Only on a desk that sends mail. */
  readonly mails?: readonly 'SendEmail'[];
  /** The desk's event bus. */
  readonly events?: readonly 'PutEvents'[];
  /** Files that no message has claimed yet. */
  readonly uploads?: readonly ObjectAction[];
  /** Files of tickets. */
  readonly files?: readonly ObjectAction[];
  /** Received mails as they arrived. */
  readonly receivedMail?: readonly ObjectAction[];
}
export type ResourceName = keyof Touches;

/** The needs of a function: its permissions and variables follow from these and nothing else. */
export interface FunctionNeeds {
  /** The actions that it may take. Nothing else is granted, and the variables that name their targets are set. */
  readonly touches: Touches;
  /** Other variables that its entry reads. */
  readonly reads?: readonly Variable[];
}

/** The tables' physical names. */
export interface TableNames {
  readonly tickets: string;
  readonly agents: string;
  readonly personal: string;
  readonly views: string;
}

/** The names by which functions find what the stack creates; the bus's only on a desk that has one. */
export interface PhysicalNames extends TableNames {
  readonly fileBucket: string;
  readonly eventBus?: string | undefined;
}

interface Resource {
  /** The service, as IAM's actions begin. */
  readonly service: 'dynamodb' | 'ssm' | 'ses' | 'events' | 's3';
  /** The variables by which a function finds it. */
  readonly variables: readonly Variable[];
  /** The table, or the table of the index. */
  readonly table?: keyof TableNames;
  readonly index?: string;
  /** The beginning of the keys, in the bucket of files. */
  readonly prefix?: string;
}

const tickets = { service: 'dynamodb', table: 'tickets', variables: ['ticketsTable'] } as const;
const objects = (prefix: string) => ({ service: 's3', prefix, variables: ['fileBucket'] }) as const;
const agents = { service: 'dynamodb', table: 'agents', variables: ['agentsTable'] } as const;

/** Everything that functions touch. */
export const resources: Readonly<Record<ResourceName, Resource>> = {
  tickets,
  ticketsByStatus: { ...tickets, index: statusIndex.name },
  ticketsByCustomer: { ...tickets, index: customerIndex.name },
  views: { service: 'dynamodb', table: 'views', variables: ['viewsTable'] },
  personal: { service: 'dynamodb', table: 'personal', variables: ['personalTable'] },
  agents,
  keyUse: agents,
  tokenKeys: { service: 'ssm', variables: ['tokens'] },
  replyKeys: { service: 'ssm', variables: ['replyKeys', 'inboundDomain'] },
  suppressionList: { service: 'ses', variables: ['mailSender'] },
  mails: { service: 'ses', variables: ['mailSender', 'mailConfigurationSet', 'mailPatienceMs'] },
  events: { service: 'events', variables: ['eventBus'] },
  uploads: objects(bucketPrefixes.uploads),
  files: objects(bucketPrefixes.files),
  receivedMail: objects(bucketPrefixes.receivedMail),
};

/** Returns what a function touches, with the actions that it may take there. */
export const touched = ({ touches }: FunctionNeeds): readonly (readonly [ResourceName, readonly string[]])[] =>
  Object.entries(touches) as [ResourceName, readonly string[]][];

/** Returns whether a function sends mail: only a desk whose settings say whom mail comes from has one. */
export const sendsMail = ({ touches }: FunctionNeeds): boolean => touches.mails !== undefined;

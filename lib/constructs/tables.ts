import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import {
  agentKeys,
  customerIndex,
  personalExpiry,
  personalKeys,
  statusIndex,
  ticketKeys,
  viewKeys,
} from '#functions/table-keys.ts';
import type { PhysicalNames } from '#lib/resources.ts';
import type { Settings } from '#lib/settings.ts';
import { fileBucketName } from './file-bucket.ts';

/** The desk's data. */
export interface Tables {
  readonly tickets: Table;
  readonly agents: Table;
  readonly personal: Table;
  readonly views: Table;
}

export const deskTables = (scope: Construct, settings: Settings): Tables => ({
  tickets: ticketTable(scope, 'Tickets', settings),
  agents: agentTable(scope, 'Agents', settings),
  personal: personalTable(scope, 'Personal', settings),
  views: viewTable(scope, 'Views'),
});

/** Returns the names of the tables and of the bucket of files. */
export const namesOf = ({ tickets, agents, personal, views }: Tables): PhysicalNames => ({
  tickets: tickets.tableName,
  agents: agents.tableName,
  personal: personal.tableName,
  views: views.tableName,
  fileBucket: fileBucketName,
});

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * Returns the properties of tables with original data: on demand, so that an idle table is free; in production neither a mistake nor a deleted stack
 * deletes the data.
 */
const care = (production: boolean, tableName: string | undefined) => ({
  ...(tableName !== undefined && { tableName }),
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: production,
  // Also after a first deploy that failed: CloudFormation couldn't delete a protected table, and would leave the stack half deleted.
  removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/** Creates the table of tickets: each ticket and its history under one partition key, with indexes by status and by customer, newest first. */
function ticketTable(scope: Construct, id: string, { production, ticketsTableName }: Settings): Table {
  const table = new Table(scope, id, {
    ...care(production, ticketsTableName),
    partitionKey: text(ticketKeys.partition),
    sortKey: text(ticketKeys.sort),
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
  });
  table.addGlobalSecondaryIndex({
    indexName: statusIndex.name,
    partitionKey: text(statusIndex.partition),
    sortKey: text(statusIndex.sort),
    projectionType: ProjectionType.ALL,
  });
  table.addGlobalSecondaryIndex({
    indexName: customerIndex.name,
    partitionKey: text(customerIndex.partition),
    sortKey: text(customerIndex.sort),
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

/** Creates the table of agents' key hashes and names: a table of its own, so that a grant is an ARN and no hash passes through the stream. */
function agentTable(scope: Construct, id: string, { production, agentsTableName }: Settings): Table {
  return new Table(scope, id, {
    ...care(production, agentsTableName),
    partitionKey: text(agentKeys.partition),
  });
}

/** Creates the table of what belongs to one agent. A sort key in the table of agents' keys would replace that table, and with it every key. */
function personalTable(scope: Construct, id: string, { production }: Settings): Table {
  return new Table(scope, id, {
    ...care(production, undefined),
    partitionKey: text(personalKeys.partition),
    sortKey: text(personalKeys.sort),
    timeToLiveAttribute: personalExpiry,
  });
}

/** Creates the table of data derived from tickets, which can be rebuilt at any time, so it needs no protection. */
function viewTable(scope: Construct, id: string): Table {
  const table = new Table(scope, id, {
    billingMode: BillingMode.PAY_PER_REQUEST,
    partitionKey: text(viewKeys.partition),
    sortKey: text(viewKeys.sort),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(table).acknowledge({
    id: 'AwsSolutions-DDB3',
    reason: 'It can be rebuilt from the tickets (`npm run desk -- views rebuild`), which are recoverable.',
  });
  return table;
}

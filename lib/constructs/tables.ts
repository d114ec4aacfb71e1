import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { agentKeys, statusIndex, ticketKeys } from '../../functions/table-keys.ts';
import type { Settings } from '../settings.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** On demand, so that an idle table costs nothing; in production neither a mistake nor a deleted stack takes the data along. */
const care = (production: boolean, tableName: string | undefined) => ({
  ...(tableName !== undefined && { tableName }),
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: production,
  removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/** The truth: a ticket and all that happened to it under one partition key, the newest by status in an index. */
export function ticketTable(scope: Construct, id: string, { production, ticketsTableName }: Settings): Table {
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
  return table;
}

/** Agents' key hashes and names: a table of its own, so that a grant is an ARN and no hash passes through the stream. */
export function agentTable(scope: Construct, id: string, { production, agentsTableName }: Settings): Table {
  return new Table(scope, id, {
    ...care(production, agentsTableName),
    partitionKey: text(agentKeys.partition),
  });
}

import { expect, test } from 'vitest';
import { deskTemplate, flat, resource } from './desk-template.ts';

const template = deskTemplate();

test('the outputs have the addresses of everything, and the command for the first agent’s key', () => {
  const outputs = Object.fromEntries(
    Object.entries(template.findOutputs('*')).map(([name, { Value }]) => [name, flat(Value)]),
  );
  const distribution = resource(template, 'AWS::CloudFront::Distribution').id;
  const agents = resource(template, 'AWS::DynamoDB::Table', 'Agents').id;
  expect(outputs).toEqual({
    DashboardUrl: `https://<${distribution}.DomainName>/static/admin-support.html`,
    SupportPageUrl: `https://<${distribution}.DomainName>/static/support.html`,
    ApiUrl: `<${resource(template, 'AWS::ApiGatewayV2::Api').id}.ApiEndpoint>`,
    TicketsTableName: `<${resource(template, 'AWS::DynamoDB::Table', 'Tickets').id}>`,
    AgentsTableName: `<${agents}>`,
    ViewsTableName: `<${resource(template, 'AWS::DynamoDB::Table', 'Views').id}>`,
    PersonalTableName: `<${resource(template, 'AWS::DynamoDB::Table', 'Personal').id}>`,
    FileBucketName: `<${resource(template, 'AWS::S3::Bucket', 'Files').id}>`,
    FailedRecordsBucketName: `<${resource(template, 'AWS::S3::Bucket', 'FailedRecords').id}>`,
    FirstKeyCommand: `npm run --silent desk -- agent add "Your name" --table <${agents}> --region <AWS::Region>`,
  });
});

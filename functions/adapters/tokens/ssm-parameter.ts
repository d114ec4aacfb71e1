import { GetParameterCommand, SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { keepingDeadlines, patience } from '#adapters/aws-client.ts';

/** A version of an SSM parameter, decrypted. */
export interface ParameterVersion {
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
}

/** Returns a reader of SecureStrings that shares one client; `name:7` names the seventh version. The reader throws the SDK's errors. */
export function parameterReader(config: SSMClientConfig = {}): (name: string) => Promise<ParameterVersion> {
  const client = keepingDeadlines(new SSMClient({ ...patience, ...config }));
  return async (name) => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return {
      value: Parameter?.Value ?? '',
      version: Parameter?.Version ?? 1,
      modifiedAt: Parameter?.LastModifiedDate?.getTime() ?? 0,
    };
  };
}

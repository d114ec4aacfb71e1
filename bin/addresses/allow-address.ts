import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { noSuppressionList, sesSuppressionList } from '#adapters/mail/ses-suppression-list.ts';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { ADDRESS } from '#core/mail/address.ts';
import { allowAddress } from '#core/mail/allow-address.ts';

/** `address allow`: allows mail to an address again. A deployed desk has a `region`, in whose SES suppression list the address may be, too. */
export async function allowAddressCommand(
  address: string,
  { client, tickets }: TicketsDatabase,
  deployed: { readonly region?: string | undefined } | undefined,
  print: (line: string) => void,
): Promise<void> {
  if (!ADDRESS.test(address)) throw new Error(`Not an email address: ${address}`);
  const ses = deployed?.region === undefined ? {} : { region: deployed.region };
  const suppressionList = deployed ? sesSuppressionList(ses) : noSuppressionList;
  await allowAddress({ ledger: dynamoMailLedger(tickets, client), suppressionList }, address);
  print(`Mail to ${address} is allowed again.`);
}

import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { noSuppressionList, sesSuppressionList } from '#adapters/mail/ses-suppression-list.ts';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { ADDRESS } from '#core/mail/address.ts';
import { allowAddress } from '#core/mail/allow-address.ts';

/** `address allow`: has a desk send mail to an address again; `region` is that of a deployed desk, whose account has a suppression list, too. */
export async function allowAddressCommand(
  address: string,
  { client, tickets }: TicketsDatabase,
  deployed: { readonly region?: string | undefined } | undefined,
  print: (line: string) => void,
): Promise<void> {
  if (!ADDRESS.test(address)) throw new Error(`This is not an email address: ${address}`);
  const ses = deployed?.region === undefined ? {} : { region: deployed.region };
  const suppressionList = deployed ? sesSuppressionList(ses) : noSuppressionList;
  await allowAddress({ ledger: dynamoMailLedger(tickets, client), suppressionList }, address);
  print(`Mail to ${address} is allowed again.`);
}

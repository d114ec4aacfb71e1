import { readFile, writeFile } from 'node:fs/promises';

/** Replaces a person with an editor: writes the example and the changes in `SETTINGS` into "desk"; null removes a setting. */
const [file = 'cdk.json'] = process.argv.slice(2);
const cdk = JSON.parse(await readFile(file, 'utf8'));
const settings = { ...cdk.context.example, ...JSON.parse(process.env.SETTINGS ?? '{}') };
cdk.context.desk = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
await writeFile(file, `${JSON.stringify(cdk, null, 2)}\n`);

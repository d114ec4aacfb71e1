import * as z from 'zod/mini';

/** Returns the schema of a UUID of any version, in lower case as this desk writes it; `mistake` is the message for anything else. */
export const uuid = (mistake?: string) =>
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, mistake), z.meta({ format: 'uuid' }));

/** The nil UUID (RFC 9562): nothing has it. */
const NOTHING = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the schema of an id in a path. An invalid id is looked up as one that nothing has, so that neither the response nor the work for it differs,
 * and no log has it. The document gets no default: the parameter is required.
 */
export const pathId = () => z.catch(uuid(), NOTHING).check(z.meta({ default: undefined }));

import type * as z from 'zod/mini';

/** The requests and responses of a route: validates requests in the endpoint, and describes them in the OpenAPI document. */
export interface Contract {
  readonly summary: string;
  readonly description?: string;
  readonly path?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  /** Request headers by their lower-case names. */
  readonly headers?: z.ZodMiniObject;
  readonly body?: ContractBody;
  readonly responses: Readonly<Record<number, ContractResponse>>;
}

export interface ContractBody {
  readonly schema: z.ZodMiniObject;
  readonly types: readonly BodyType[];
  /** Fields that are lists, even if a form has one of them once. */
  readonly lists?: readonly string[];
  /** True if a multipart form may have files, as parts named `file`. */
  readonly files?: boolean;
}

export const bodyTypes = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'] as const;
export type BodyType = (typeof bodyTypes)[number];

/** A successful response, or the reason for a problem. */
export interface ContractResponse {
  readonly description: string;
  /** Absent for problems. */
  readonly schema?: z.ZodMiniType;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The type of a part's parsed value; undefined if the contract has no such part. */
export type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined;
export type ParsedBody<B> = B extends { readonly schema: infer S } ? Parsed<S> : undefined;

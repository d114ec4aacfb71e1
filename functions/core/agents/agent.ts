/** The agent a key belongs to. */
export interface Agent {
  readonly name: string;
}

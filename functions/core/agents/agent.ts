/** Who an agent's key belongs to. */
export interface Agent {
  readonly name: string;
}

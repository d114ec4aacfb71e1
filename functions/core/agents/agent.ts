export const roles = ['admin', 'agent'] as const;
export type Role = (typeof roles)[number];

/** A person who works the queue. An admin may change the team, too. */
export interface Agent {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  /** Keys of an agent who isn't active are refused. */
  readonly isActive: boolean;
  /** RFC 3339; null for an agent who is known by their keys alone. */
  readonly createdAt: string | null;
}

/** A key of an agent's, one for each device. The key itself is stored nowhere. */
export interface AgentKey {
  /** The beginning of its hash: eight hexadecimal digits. */
  readonly id: string;
  /** The device, or what else the key is for. */
  readonly name: string;
  readonly createdAt: string;
  /** A day in UTC, YYYY-MM-DD; null until it is used. */
  readonly lastUsedOn: string | null;
}

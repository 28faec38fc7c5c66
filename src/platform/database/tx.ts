import type { EntityManager } from 'typeorm';

/**
 * An open transaction, or a one-statement read outside of one. Passed explicitly, always the first argument.
 * Statements are carried out in the order they are sent; those that do not need each other's answers may be sent
 * together (`Promise.all`) and cost one journey. All must be awaited before the work ends.
 * Values out of `query`: int8 → bigint, numeric → string, date → 'YYYY-MM-DD' string, timestamptz → Date, jsonb → parsed.
 */
export interface Tx {
  readonly centreId: number;
  query<R extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Number of rows the statement touched. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
  /**
   * Runs `effect` once, when and only when the transaction is committed; not for work that must not be lost: its fault
   * is logged, and changes nothing of the result.
   */
  afterCommit(effect: () => void): void;
  /** Entities on the same connection, for reading and simple writes. */
  readonly manager: EntityManager;
}

/** How the transaction of a unit of work differs from the usual one. */
export interface WorkOptions {
  /** Overrides the pool's statement timeout for a long set-based statement. */
  readonly statementTimeoutMs?: number;
  /**
   * Few statements over thousands of rows: each is planned for the values it has, not by the one plan for all. The rows are
   * named by their keys: with what a look by key costs where tables are in memory, a table is not read from end to end for
   * one row in sixty of it.
   */
  readonly forMany?: boolean;
  /**
   * Whoever began it makes sure that it is done again when it is lost, and nobody outside learns of it by its commit. Then
   * COMMIT does not wait for the disk: a crash of the database may lose the last of such transactions, whole ones and in
   * their order. What leaves for a bank is committed after them by a transaction that waits, and takes them along.
   */
  readonly isRedone?: boolean;
}

/** What is said with the BEGIN of a transaction with these options; it ends with it. */
export function settingsOf({ statementTimeoutMs, forMany, isRedone }: WorkOptions): string {
  const settings = [
    ...(statementTimeoutMs === undefined ? [] : [`statement_timeout = ${Math.trunc(statementTimeoutMs)}`]),
    ...(forMany ? ['plan_cache_mode = force_custom_plan', 'random_page_cost = 1.1'] : []),
    ...(isRedone ? ['synchronous_commit = off'] : []),
  ];
  return settings.map((setting) => `SET LOCAL ${setting};`).join(' ');
}

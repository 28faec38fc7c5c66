/** SQLSTATEs after which the whole unit of work may be run again. */
const retryable = new Set(['40001', '40P01']);

const networkCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

/** The statement was refused by a conflict; nothing was kept. */
export function isSerialisationConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && retryable.has(code);
}

/** A rival kept a lock longer than `lock_timeout`; nothing was kept. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** A statement before this one had failed, in the same transaction: a consequence, never a cause. */
export function isConsequence(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

/**
 * The connection is gone. A killed connection may surface without an SQLSTATE
 * (TypeORM's QueryRunnerProviderAlreadyReleasedError, pg's "Connection terminated"), so the class is looked at too.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== undefined) return networkCodes.has(code) || code.startsWith('08') || code.startsWith('57P');
  return (
    error.name === 'QueryRunnerProviderAlreadyReleasedError' ||
    /connection terminated|connection ended|not queryable|client was closed/i.test(error.message)
  );
}

/** The unique constraint that was violated, or null. */
export function violatedConstraint(error: unknown): string | null {
  if (codeOf(error) !== '23505') return null;
  const constraint = (error as { constraint?: unknown }).constraint;
  return typeof constraint === 'string' ? constraint : null;
}

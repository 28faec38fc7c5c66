import { isConnectionLost, isSerialisationConflict } from '../database/connection-fault';
import { Problem } from './problem';
import { temporarilyUnavailable } from './problems';

/** Statement or lock timeout (SQLSTATE); a conflict that outlived the bounded retries is told the same way. */
const BUSY = new Set(['57014', '55P03']);
/** Out of a resource, a fault of the server's disk, or a session that the server ended for its age (SQLSTATE). */
const EXHAUSTED = /^(53...|58...|25P0[345])$/;
const NETWORK = new Set(['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CLASSES = new Set(['CannotExecuteNotConnectedError', 'ConnectionNotFoundError', 'CommitUnknown']);
/** pg-pool reports these with a message only. */
const POOL = /timeout exceeded when trying to connect|pool after calling end/i;

/**
 * The 503 that a database fault is answered with, or null when the error is of another kind. Looks through the
 * errors that drivers wrap (`cause`, `driverError`, `errors`), to a bounded depth.
 */
export function databaseProblem(error: unknown): Problem | null {
  for (const fault of chainOf(error)) {
    if (isBusy(fault)) return temporarilyUnavailable('SYSTEM_BUSY', 1);
    if (isAway(fault)) return temporarilyUnavailable('DATABASE_UNAVAILABLE', 5);
  }
  return null;
}

function isBusy(fault: Error): boolean {
  return isSerialisationConflict(fault) || BUSY.has(codeOf(fault));
}

function isAway(fault: Error): boolean {
  const code = codeOf(fault);
  if (isConnectionLost(fault) || EXHAUSTED.test(code) || NETWORK.has(code)) return true;
  return CLASSES.has(fault.name) || (code === '' && POOL.test(fault.message));
}

function codeOf(fault: Error): string {
  const { code } = fault as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && chain.length < 8) {
    const next = waiting.shift();
    if (!(next instanceof Error) || next instanceof Problem) continue;
    chain.push(next);
    const { driverError, errors } = next as { driverError?: unknown; errors?: unknown };
    waiting.push(next.cause, driverError);
    if (Array.isArray(errors)) waiting.push(...(errors as unknown[]));
  }
  return chain;
}

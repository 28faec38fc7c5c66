import type { Fen } from '../../../kernel/money';
import type { InstructionState } from './instruction-state';
import type { IncidentCode, Outcome } from './outcome';
import { OUTCOME_TABLE, type Cell } from './outcome-table';

const FINAL_STATES: ReadonlySet<InstructionState> = new Set(['paid', 'rejected', 'returned']);

/** What of a locked instruction decides on an outcome. */
export interface Judged {
  readonly state: InstructionState;
  readonly frozen: boolean;
  readonly amountFen: Fen;
  /** Of an order to collect: the bank may have taken less. */
  readonly partial?: boolean;
  /** Account number of the other side: the payee's card, or the payer's account. */
  readonly payeeAccount: string;
  readonly bankSerial: string | null;
  /** Serial of the line that gave the money back. */
  readonly returnSerial: string | null;
}

/** Incidents that are told once and change nothing come as `note`; `nothing` is not told at all. */
export type Verdict = Cell;

/**
 * Decides what an outcome does. Pure: the direct answer, the query, the notice and the statement all come here.
 * @param notFoundWindowMs before so much time has passed since the last attempt, "not found" is not final: the
 *   attempt may still be on its way.
 */
export function judge(instruction: Judged, outcome: Outcome, notFoundWindowMs: number): Verdict {
  const conflict = conflictOf(instruction, outcome);
  // What is settled stays settled: a contradiction is told, but a later return of the money must not be shut out.
  const open = !instruction.frozen && !isSettled(instruction);
  if (conflict !== null) return open ? { freeze: conflict } : { note: conflict };
  const cell = OUTCOME_TABLE[instruction.state][outcome.kind];
  if (outcome.kind === 'not-found' && outcome.sinceSentMs < notFoundWindowMs)
    return tooEarlyToTell(instruction, cell);
  const verdict = outcome.kind === 'contradiction' ? withCode(cell, outcome.code) : cell;
  return instruction.frozen ? frozen(verdict) : verdict;
}

/** Facts of the order that the bank tells otherwise than we know them. */
function conflictOf(instruction: Judged, outcome: Outcome): IncidentCode | null {
  if (!('amountFen' in outcome)) return null;
  if (outcome.amountFen !== null && !isAmountOf(instruction, outcome.amountFen)) return 'WRONG_AMOUNT';
  if (outcome.payeeAccount !== null && outcome.payeeAccount !== instruction.payeeAccount) return 'OTHER_CARD';
  if (outcome.kind === 'paid' && isSettled(instruction) && outcome.bankSerial !== instruction.bankSerial)
    return 'SECOND_PAYMENT';
  const givenBack = outcome.kind === 'returned' && instruction.state === 'returned';
  return givenBack && outcome.bankSerial !== instruction.returnSerial ? 'SERIAL_REUSED' : null;
}

function isAmountOf({ amountFen, partial }: Judged, told: Fen): boolean {
  return partial === true ? told > 0n && told <= amountFen : told === amountFen;
}

/** The money has moved, and is booked. */
function isSettled({ state }: Judged): boolean {
  return state === 'paid' || state === 'returned';
}

function tooEarlyToTell(instruction: Judged, cell: Cell): Verdict {
  if (instruction.frozen || typeof cell !== 'object' || !('to' in cell))
    return instruction.frozen ? 'nothing' : cell;
  return instruction.state === 'sending' ? { to: 'unknown' } : 'wait';
}

function withCode(cell: Cell, code: IncidentCode): Verdict {
  if (typeof cell !== 'object') return cell;
  return 'freeze' in cell ? { freeze: code } : { note: code };
}

/** Nothing automatic happens to a frozen instruction; a final word of the bank's is told to the person who looks. */
function frozen(verdict: Verdict): Verdict {
  if (typeof verdict !== 'object') return 'nothing';
  if ('freeze' in verdict) return { note: verdict.freeze };
  if ('note' in verdict) return verdict;
  return FINAL_STATES.has(verdict.to) ? { note: 'MOVED_WHILE_FROZEN' } : 'nothing';
}

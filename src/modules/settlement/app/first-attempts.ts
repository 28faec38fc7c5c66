import { Injectable } from '@nestjs/common';
import { fen } from '../../../kernel/money';
import { LEASE_MS } from '../../../platform/config';
import type { NewInstruction } from '../domain/instruction';
import type { PayeeAccount, PayeeOf } from '../domain/payee';
import type { BankAccount } from '../store/bank-account-store';
import type { Attempt } from './settle-attempt';

/** As many as one process can have between carry-out and dispatch; what is forgotten is read from the database. */
const most = 1000;

/**
 * First attempts of this process that stand in the database and are about to be sent, so that sending need not read
 * back what was just written. One whose transaction failed is never asked for: it holds a card number and a name, and
 * is dropped with the first that comes after its lease would have ended.
 */
@Injectable()
export class FirstAttempts {
  private readonly attempts = new Map<string, { attempt: Attempt; since: number }>();

  add(attempt: Attempt): void {
    const now = performance.now();
    // The oldest comes first.
    for (const [id, { since }] of this.attempts) {
      if (now - since < LEASE_MS && this.attempts.size < most) break;
      this.attempts.delete(id);
    }
    this.attempts.set(attempt.instruction.id, { attempt, since: now });
  }

  /** The attempt, once, when it is not older than `maxAgeMs`: its lease must outlast the call to the bank. */
  take(instructionId: string, maxAgeMs: number): Attempt | null {
    const found = this.attempts.get(instructionId);
    this.attempts.delete(instructionId);
    return found && performance.now() - found.since < maxAgeMs ? found.attempt : null;
  }
}

/** An instruction as `instruct` has just stored it: sending, attempt 1, under lease token 1. */
export function freshAttempt(
  id: string,
  stored: NewInstruction & Partial<PayeeOf> & { readonly reference: string; readonly bankAccountId: string },
  from: BankAccount,
  payee: PayeeAccount,
  owner: string,
): Attempt {
  const { reference, busType, summary } = stored;
  const amountFen = fen(stored.amountFen);
  const interestFen = fen(stored.interestFen ?? 0n);
  return {
    instruction: {
      ...stored,
      id,
      payeeCardId: stored.payeeCardId ?? null,
      payeeReceiptId: stored.payeeReceiptId ?? null,
      payeeAccountId: stored.payeeAccountId ?? null,
      payeeBankAccountId: null,
      amountFen,
      interestFen,
      bankLeafId: from.leafAccountId,
      bankCode: from.bankCode,
      state: 'sending',
      frozen: false,
      bankSerial: null,
      valueDate: null,
      rejectCode: null,
      returnSerial: null,
      token: 1n,
      questions: 0,
      sends: 1,
      sinceSentMs: 0,
    },
    order: { reference, amountFen, interestFen, busType, summary, from, payee },
    fence: { owner, token: 1n },
  };
}

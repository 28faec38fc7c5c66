import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { BankAccountStore } from '../../store/bank-account-store';
import { decideClosing, insertClosing, lockClosable, lockClosing } from '../../store/account-closing-store';
import { BankLines } from '../../wire/bank-lines';

export type ClosingFault =
  | 'ACCOUNT_CLOSING'
  | 'ACCOUNT_TAKES_ANOTHER'
  | 'ACCOUNTS_OF_TWO_KINDS'
  | 'ACCOUNT_WITHOUT_LINE'
  | 'CLOSING_DECIDED'
  | 'SECOND_PERSON_WANTED';

/** Thrown where an account is not given up so. */
export class ClosingRefused extends Error {
  override name = 'ClosingRefused';
  constructor(readonly code: ClosingFault) {
    super(code);
  }
}

/** What the two people say who give an account of the centre up (账户清理、合并). */
@Injectable()
export class AccountClosings {
  constructor(
    private readonly accounts: BankAccountStore,
    private readonly banks: BankLines,
    private readonly clock: Clock,
  ) {}

  /** False where one of the accounts is not there. @throws ClosingRefused */
  async propose(
    tx: Tx,
    closing: { accountId: string; intoAccountId: string; documentNo: string; by: string },
  ): Promise<boolean> {
    const { accountId, intoAccountId } = closing;
    const found = await lockClosable(tx, [accountId, intoAccountId]);
    const account = found.find(({ id }) => id === accountId);
    const into = found.find(({ id }) => id === intoAccountId);
    if (!account || !into) return false;
    if (accountId === intoAccountId || account.purpose !== into.purpose)
      throw new ClosingRefused('ACCOUNTS_OF_TWO_KINDS');
    if (account.isClosing || into.isClosing) throw new ClosingRefused('ACCOUNT_CLOSING');
    if (account.isTaking) throw new ClosingRefused('ACCOUNT_TAKES_ANOTHER');
    // Nobody moves money of an account whose bank cannot be asked.
    if ([account, into].some(({ bankCode }) => this.banks.find(bankCode) === null))
      throw new ClosingRefused('ACCOUNT_WITHOUT_LINE');
    await insertClosing(tx, { ...closing, id: newId() }, this.clock.now());
    return true;
  }

  /** False where no closing was proposed. @throws ClosingRefused */
  async decide(tx: Tx, decision: { accountId: string; agreed: boolean; by: string }): Promise<boolean> {
    const closing = await lockClosing(tx, decision.accountId);
    if (closing === null) return false;
    if (closing.agreed !== null) throw new ClosingRefused('CLOSING_DECIDED');
    if (closing.proposedBy === decision.by) throw new ClosingRefused('SECOND_PERSON_WANTED');
    await decideClosing(tx, { id: closing.id, by: decision.by, agreed: decision.agreed }, this.clock.now());
    tx.afterCommit(() => this.accounts.forget());
    return true;
  }
}

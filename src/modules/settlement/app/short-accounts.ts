import { Injectable } from '@nestjs/common';
import { RETRY_FUNDS_MS } from '../domain/ask-again';
import type { Outcome } from '../domain/outcome';

/**
 * Accounts that their bank has just called short of funds, for as long as a payment short of them waits: the choice of
 * account passes them by meanwhile. What this process has heard only; a wrong guess costs one more try.
 */
@Injectable()
export class ShortAccounts {
  private readonly since = new Map<string, number>();

  /** Remembers what the answer to an order says of the account it was to be paid from. */
  heard(bankAccountId: string, { kind }: Outcome): void {
    if (kind === 'insufficient-funds') this.since.set(bankAccountId, performance.now());
    if (kind === 'paid' || kind === 'accepted') this.since.delete(bankAccountId);
  }

  /** Money came in on the account. */
  refilled(bankAccountId: string): void {
    this.since.delete(bankAccountId);
  }

  isShort(bankAccountId: string): boolean {
    const since = this.since.get(bankAccountId);
    return since !== undefined && performance.now() - since < RETRY_FUNDS_MS;
  }
}

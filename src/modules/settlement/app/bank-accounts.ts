import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto/sealer';
import { type Answer, type Ask, everyField, PurposeGrants } from '../../registry';
import type { AccountOwner } from '../domain/account-owner';
import { BankLines } from '../wire/bank-lines';
import { bankAnswer } from './bank-exchange';

const ACCOUNT_OWNER = 'BNK.account-owner';

/** The banks as a registry (BNK): whose account is it. Same signed messages as payments, evidence like any registry's. */
@Injectable()
export class BankAccounts {
  constructor(
    private readonly banks: BankLines,
    private readonly sealer: Sealer,
    private readonly grants: PurposeGrants,
  ) {}

  /**
   * Whose a company's account is, asked of its own bank; a bank to which there is no line is asked through the first
   * one. An account nobody has is known; silence is unknown.
   */
  async ownerOf(
    ask: Ask,
    account: { readonly bankCode: string; readonly accountNo: string },
  ): Promise<Answer<AccountOwner>> {
    // No bank's message has a list of fields: it is asked for all of its answer or not at all.
    const granted = this.grants.fieldsFor(ask.purpose, ACCOUNT_OWNER);
    const allGranted = everyField(ACCOUNT_OWNER).every((field) => granted?.includes(field));
    if (!allGranted || ask.basis.trim() === '') return { state: 'unknown', reason: 'denied', exchange: null };
    const line = this.banks.find(account.bankCode) ?? this.banks.first;
    const { said, call } = await line.accountOwner({ accountNo: account.accountNo });
    return bankAnswer(this.sealer, { ask, operation: 'account-owner', call }, said);
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { selectActiveUnitsOf } from '../../store/unit-account-store';
import { BookRemittance } from './book-remittance';

/** Money that names neither list nor account, from somebody who is called as exactly one active employer is. */
@Injectable()
export class MatchPayerName implements ReceiptMatcher {
  readonly id = 'payer-name';
  /** Last: a name is no number, and may be borne by several. */
  readonly order = 30;

  constructor(
    private readonly parties: Parties,
    private readonly remittances: BookRemittance,
  ) {}

  /** False when no active employer bears the payer's name, or more than one does. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const name = receipt.payer.name.trim();
    if (name === '') return false;
    const employers = await this.parties.employersNamed(tx, name);
    if (employers.length === 0) return false;
    const [unit, ...others] = await selectActiveUnitsOf(
      tx,
      employers.map(({ id }) => id),
    );
    if (!unit || others.length > 0) return false;
    const book = await this.remittances.forUnit(tx, unit.unitId, receipt, 'payer-name');
    return { matchedRef: unit.unitAccountNo, book };
  }
}

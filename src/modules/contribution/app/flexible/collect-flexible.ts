import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import type { Collected, CollectionHandler, Uncollected } from '../../../settlement';
import { refusedDebit } from '../../domain/remittance/debit';
import { lockPayment } from '../../store/flexible-store';
import { CreditFlexible } from './credit-flexible';

/** Books what the monthly debit has taken from members' cards, as money transferred under its number would be. */
@Injectable()
export class CollectFlexible implements CollectionHandler {
  readonly into = 'collection';
  /** 汇补缴. */
  readonly busType = '01';
  readonly message = 'BDC104';
  readonly matcher = 'flexible';

  constructor(
    private readonly credit: CreditFlexible,
    private readonly caseFile: CaseFile,
  ) {}

  async onCollected(tx: Tx, { sourceId, receipt }: Collected): Promise<void> {
    await this.credit.credit(tx, await lockPayment(tx, sourceId), receipt);
  }

  /** It still awaits its money: by transfer, or by the next month's debit. */
  async onRejected(tx: Tx, { sourceId, rejectCode: code, amountFen }: Uncollected): Promise<void> {
    const { caseId, paymentNo, month } = await lockPayment(tx, sourceId);
    const note = { ...refusedDebit(code) };
    const body = { code, amount: yuan(amountFen), paymentNo, month, note };
    await this.caseFile.tell(tx, caseId, { kind: 'debit-rejected', body });
  }
}

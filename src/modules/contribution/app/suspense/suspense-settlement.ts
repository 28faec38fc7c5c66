import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../../settlement';
import { moveReturn } from '../../store/suspense-return-store';

export const SUSPENSE_RETURN = 'suspense-return';

const RETURNED_PAYMENTS = '21905';

/** What becomes of suspense on its way back to its payer when the bank has spoken. */
@Injectable()
export class SuspenseSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** V2, third leg: D21901 of the unit / C101, at the bank's day. */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const { amountFen, bankLeafId, bankSerial, valueDate, sourceId: caseId, id: sourceId } = instruction;
    const { unitId } = await moveReturn(tx, caseId, 'paid');
    const journal = { kind: 'suspense-returned', sourceId, businessDate: this.clock.today(), valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId: unitId, side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'done',
      event: { kind: 'money-back', body: { amount: yuan(amountFen), bankSerial } },
      receipt: { bankSerial, valueDate, reference: instruction.reference },
    });
    return journalId;
  }

  /** The money never left: it may pay a list, or go back, again. */
  async onRejected(tx: Tx, { sourceId, rejectCode: code, reference }: RejectedInstruction): Promise<void> {
    await moveReturn(tx, sourceId, 'released');
    await this.caseFile.step(tx, sourceId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code } },
      receipt: { rejectCode: code, reference },
    });
  }

  /** 退票: from 21905 into the unit's suspense again. */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const { amountFen, id: sourceId, sourceId: caseId, valueDate } = instruction;
    const { unitId } = await moveReturn(tx, caseId, 'restored');
    const journal = { kind: 'suspense-restored', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
      { accountId: unitId, side: 'C', amountFen },
    ]);
    const body = { amount: yuan(amountFen), restored: true };
    await this.caseFile.tell(tx, caseId, { kind: 'payment-returned', body });
    return 'restored';
  }

  async onUnknown(tx: Tx, { sourceId }: Instruction): Promise<void> {
    await this.caseFile.tell(tx, sourceId, { kind: 'payment-unknown', body: {} });
  }
}

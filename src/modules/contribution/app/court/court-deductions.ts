import { Injectable } from '@nestjs/common';
import { fen, minFen, parseYuan, yuan } from '../../../../kernel/money';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Settlement } from '../../../settlement';
import type { CourtOrderFact } from '../../domain/court/court-order';
import { isOpenFreeze } from '../../domain/court/freeze-state';
import { insertDeduction } from '../../store/court-deduction-store';
import { CourtFreezes } from './court-freezes';

export const COURT_DEDUCTION = 'court-deduction';

type Order = Extract<CourtOrderFact, { inForce: true }>;

interface Of {
  readonly accountId: bigint;
  readonly personId: string;
  readonly caseId: string;
}

/** 扣划: pays what a court orders out of a member's account, and out of its own freeze first, to the court's account. */
@Injectable()
export class CourtDeductions {
  constructor(
    private readonly ledger: Ledger,
    private readonly freezes: CourtFreezes,
    private readonly settlement: Settlement,
    private readonly sealer: Sealer,
  ) {}

  /** The account is locked. What is deducted is a hold of its own from here on, until the bank has spoken. */
  async carry(tx: Tx, of: Of, order: Order): Promise<CarryOutResult> {
    const { payee, orderNo, court } = order;
    if (payee === null) throw new Error('an order that deducts names the account that is paid');
    const { accountId, personId, caseId } = of;
    const { amountFen, freezeFen, freezeNo } = await this.take(tx, of, order);
    await this.ledger.placeHold(tx, {
      accountId,
      personId,
      amountFen,
      kind: COURT_DEDUCTION,
      caseId,
      potId: null,
    });
    await this.freezes.settleQueue(tx, accountId);
    await insertDeduction(tx, { caseId, orderNo, accountId, amountFen, freezeNo, freezeFen });
    const accountNo = this.sealer.open(Buffer.from(payee.sealed, 'base64'));
    const instructionId = await this.settlement.instruct(tx, {
      purpose: COURT_DEDUCTION,
      sourceId: caseId,
      payeeAccount: { bankCode: payee.bankCode, accountNo, name: payee.name },
      amountFen,
      // 20 其他 (handbook 6.7)
      busType: '20',
      summary: '协助执行扣划公积金',
    });
    const amount = yuan(amountFen);
    const receipt = { orderNo, court, measure: order.kind, amount, fromFreeze: yuan(fen(freezeFen)) };
    return {
      state: 'paying',
      instructionId,
      receipt,
      event: { kind: 'payment-sent', body: { amount } },
    };
  }

  /** The order's own freeze gives first, what is free on the account the rest; all of it when no amount is said. */
  private async take(tx: Tx, { accountId }: Of, { amount, refersTo }: Order) {
    const balance = await this.ledger.balanceOf(tx, accountId, { lock: true });
    if (balance === null) throw new Error('a deduction has an account');
    const referred = refersTo === null ? null : await this.freezes.find(tx, accountId, refersTo);
    const frozenFen = fen(referred !== null && isOpenFreeze(referred.state) ? referred.frozenFen : 0n);
    const room = fen(balance.postedFen - balance.heldFen + frozenFen);
    const amountFen = amount === null ? room : parseYuan(amount);
    const freezeFen = minFen(frozenFen, amountFen);
    if (referred !== null && freezeFen > 0n) await this.freezes.draw(tx, referred, freezeFen);
    return { amountFen, freezeFen, freezeNo: freezeFen > 0n ? refersTo : null };
  }
}

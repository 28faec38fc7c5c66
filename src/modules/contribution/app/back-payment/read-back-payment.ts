import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { yuan } from '../../../../kernel/money';
import { monthFromNumber } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { BACK_PAYMENT_REASONS, type BackPaymentReason } from '../../domain/back-payment/back-payment-reason';
import { LIST_STATE_TEXT, type ListState } from '../../domain/remittance/list-state';
import { type BackPayment, selectBackPayment, selectBackPaymentLines } from '../../store/back-payment-store';
import { selectUnit } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';

/** A back payment as its employer sees it; amounts in yuan. */
export interface BackPaymentView {
  readonly id: string;
  readonly employerId: string;
  readonly reason: BackPaymentReason;
  readonly reasonText: BilingualText;
  readonly orderNo: string | null;
  readonly state: ListState;
  readonly stateText: BilingualText;
  readonly lineCount: number;
  readonly memberCount: number;
  readonly total: string;
  /** What to write on the transfer; null before it is confirmed (GJ12). */
  readonly paymentNo: string | null;
  readonly caseId: string | null;
  readonly confirmedAt: string | null;
  readonly postedOn: string | null;
  readonly lines: readonly BackPaymentLineView[];
}

/** A month of a member on a back payment. */
export interface BackPaymentLineView {
  readonly accountNo: string;
  readonly month: string;
  readonly base: string;
  readonly employerAmount: string;
  readonly employeeAmount: string;
}

@Injectable()
export class ReadBackPayment {
  constructor(private readonly access: EmployerAccess) {}

  /** @throws Problem 404 when there is none or it is another employer's. */
  async read(tx: Tx, actor: Actor, id: string): Promise<BackPaymentView> {
    const payment = await selectBackPayment(tx, id, { lock: false });
    const unit = payment && (await selectUnit(tx, payment.unitId, { lock: false }));
    if (!unit) throw notFound();
    await this.access.assertVisible(tx, actor, unit.employerId);
    const lines = await selectBackPaymentLines(tx, id);
    return {
      ...headOf(payment, unit.employerId),
      lines: lines.map(({ accountNo, month, base, employer, employee }) => ({
        accountNo,
        month: monthFromNumber(month),
        base: yuan(base),
        employerAmount: yuan(employer),
        employeeAmount: yuan(employee),
      })),
    };
  }
}

function headOf(payment: BackPayment, employerId: string): Omit<BackPaymentView, 'lines'> {
  const { id, reason, orderNo, state, lineCount, memberCount, paymentNo, caseId, confirmedAt, postedOn } =
    payment;
  return {
    id,
    employerId,
    reason,
    reasonText: BACK_PAYMENT_REASONS[reason],
    orderNo,
    state,
    stateText: LIST_STATE_TEXT[state],
    lineCount,
    memberCount,
    total: yuan(payment.totalFen),
    paymentNo,
    caseId,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    postedOn,
  };
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, notFound, Problem } from '../../../../platform/http';
import { CaseFile } from '../../../casework';
import { LIST_STATE_TEXT, LIST_STEPS, type ListState } from '../../domain/remittance/list-state';
import { moveBackPayment, selectBackPayment } from '../../store/back-payment-store';
import { lockListById, moveList, selectList } from '../../store/remittance-list-store';
import { selectUnit } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { RemittanceDebit } from '../remittance/remittance-debit';

/**
 * Cancels a list before it is credited (handbook 3.4). Its number is dead: money that still bears it is kept for the
 * unit, as money that came short stays in the unit's suspense. The month of a remittance list is free again.
 */
@Injectable()
export class CancelPayment {
  constructor(
    private readonly access: EmployerAccess,
    private readonly caseFile: CaseFile,
    private readonly debit: RemittanceDebit,
  ) {}

  /** Problems: 404 none or another's; 409 credited or cancelled already, with what is possible now. */
  async list(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await selectList(tx, id, { lock: false });
    await this.mayCancel(tx, actor, found?.unitId ?? null);
    // Unit, then list: a receipt that comes at the same moment finds the list either awaiting or cancelled.
    const list = await lockListById(tx, id);
    if (!list) throw notFound();
    assertCancellable(list.state);
    if (await this.debit.isOpen(tx, id)) throw beingCollected();
    await moveList(tx, id, 'CANCELLED');
    await this.end(tx, list.caseId);
  }

  /** Problems as above. */
  async backPayment(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await selectBackPayment(tx, id, { lock: false });
    await this.mayCancel(tx, actor, found?.unitId ?? null);
    const payment = await selectBackPayment(tx, id, { lock: true });
    if (!payment) throw notFound();
    assertCancellable(payment.state);
    await moveBackPayment(tx, id, 'CANCELLED');
    await this.end(tx, payment.caseId);
  }

  /** Locks the unit of the actor's employer. */
  private async mayCancel(tx: Tx, actor: Actor, unitId: bigint | null): Promise<void> {
    const unit = unitId === null ? null : await selectUnit(tx, unitId, { lock: false });
    if (!unit) throw notFound();
    await this.access.unitOf(tx, actor, unit.employerId, { lock: true });
  }

  private async end(tx: Tx, caseId: string | null): Promise<void> {
    if (caseId === null) return;
    await this.caseFile.step(tx, caseId, {
      from: 'waiting-funds',
      to: 'cancelled',
      event: { kind: 'list-cancelled', body: {} },
      receipt: { cancelled: true },
    });
  }
}

/** The bank may have taken the money already. */
function beingCollected(): Problem {
  return conflict('LIST_NOT_CANCELLABLE', {
    zh: '该清册正在委托收款，银行答复前不能作废。',
    en: 'The list is being collected; it cannot be cancelled before the bank has answered.',
  });
}

function assertCancellable(state: ListState): void {
  if (LIST_STEPS[state].includes('CANCELLED')) return;
  const { zh, en } = LIST_STATE_TEXT[state];
  const detail = {
    zh: `清册状态为“${zh}”，不能作废；${state === 'POSTED' ? '缴错的请办理错缴退回（GJ13）' : '请重新提交清册'}。`,
    en: `The list is ${en} and cannot be cancelled; ${state === 'POSTED' ? 'have a wrong payment refunded (GJ13)' : 'send a new one'}.`,
  };
  const { status, code, title } = conflict('LIST_NOT_CANCELLABLE', detail);
  throw new Problem({ status, code, title, detail, extra: { state } });
}

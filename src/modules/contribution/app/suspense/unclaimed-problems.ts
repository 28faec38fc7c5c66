import type { Tx } from '../../../../platform/database/tx';
import { conflict, notFound } from '../../../../platform/http';
import type { Settlement } from '../../../settlement';

/** Why a receipt cannot be given to anybody: there is none (404), or it is somebody's (409). */
export async function notUnclaimed(tx: Tx, settlement: Settlement, receiptId: string): Promise<Error> {
  const known = await settlement.isReceipt(tx, receiptId);
  if (!known) return notFound();
  return conflict('RECEIPT_CLAIMED', {
    zh: '该笔到账已有归属；归属有误的，由单位办理暂收款退回（GJ19）或错缴退回（GJ13）。',
    en: 'This receipt is somebody’s already; a wrong one is returned by that employer (GJ19, GJ13).',
  });
}

export const receiptGoesBack = (): Error =>
  conflict('RECEIPT_GOES_BACK', {
    zh: '该笔到账正在原路退回，银行尚未答复；被银行拒绝的，可重新登记归属。',
    en: 'This receipt is on its way back to its payer; what the bank refuses may be claimed again.',
  });

import type { Tx } from '../../../../platform/database/tx';
import { askAgainMs } from '../../domain/mortgage/mortgage-told';
import {
  postponeDisbursement,
  selectDisbursement,
  storeDisbursement,
} from '../../store/loan-disbursement-store';

/** Does not let a payment that is due leave now. The loan is locked. @returns whether it is held from now on. */
export async function stopPayment(tx: Tx, loanId: string, until: 'later' | 'held'): Promise<boolean> {
  const disbursement = await selectDisbursement(tx, loanId);
  if (disbursement?.state !== 'due') return false;
  if (until === 'held') await storeDisbursement(tx, loanId, { state: 'held' });
  else await postponeDisbursement(tx, loanId, askAgainMs(disbursement.attempts));
  return until === 'held';
}

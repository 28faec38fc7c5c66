import { fen, yuan } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import { sumOf } from '../domain/remittance/suspense';
import type { SuspenseFact } from '../domain/suspense/suspense-fact';
import { selectBackPayment } from '../store/back-payment-store';
import { selectList } from '../store/remittance-list-store';
import { selectLots } from '../store/suspense-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';

interface Input {
  readonly action: 'allocate' | 'return';
  readonly listId?: string;
  readonly backPaymentId?: string;
  readonly lotId?: string;
  readonly amount?: string;
}

/** `suspense.request`: the unit's free suspense beside what it is wanted for; under the unit's lock at carry-out. */
export function suspenseRequestFact(clock: Clock): FactProvider {
  const name = 'suspense.request';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, employerId }) {
      const wanted = input as Input;
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      if (!unit) throw new Error('suspense is that of an employer with an account');
      const lots = await selectLots(tx, unit.unitId);
      const receiptNo = unit.unitAccountNo;
      const about = { name, source: 'contribution', receiptNo, at: clock.now() };
      if (wanted.action === 'return') {
        const lot = lots.find(({ receiptId }) => receiptId === wanted.lotId);
        const left = yuan(lot?.leftFen ?? fen(0n));
        const payer = lot?.payerReceiptId ?? null;
        const value: SuspenseFact = { action: 'return', amount: wanted.amount ?? left, left, payer };
        return internalFact(about, value);
      }
      const target = await targetOf(tx, unit.unitId, wanted);
      const value: SuspenseFact = { action: 'allocate', ...target, left: yuan(sumOf(lots)) };
      return internalFact(about, value);
    },
  };
}

type Target = Pick<SuspenseFact & { action: 'allocate' }, 'state' | 'target' | 'amount'>;

async function targetOf(tx: Tx, unitId: bigint, { listId, backPaymentId }: Input): Promise<Target> {
  const target = backPaymentId === undefined ? 'list' : 'back-payment';
  const found =
    backPaymentId === undefined
      ? await selectList(tx, listId ?? '', { lock: false })
      : await selectBackPayment(tx, backPaymentId, { lock: false });
  if (found?.unitId !== unitId) return { state: 'none', target, amount: '0.00' };
  return { state: found.state, target, amount: yuan(found.totalFen) };
}

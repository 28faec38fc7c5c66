import { fen, type Fen, parseYuan, plus, yuan } from '../../../kernel/money';
import { parseMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import type { Parties } from '../../party';
import type { Settlement } from '../../settlement';
import type { RefundLineFact } from '../domain/refund/refund-fact';
import { selectRefundLine } from '../store/refund-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';

interface Input {
  readonly name: string;
  readonly idNo: string;
  readonly month: string;
  readonly backPaymentId?: string;
  readonly employerAmount?: string;
  readonly employeeAmount?: string;
  readonly to: 'payer' | 'suspense';
}

/** `refund.line`: read under the locks of unit and account at carry-out. */
export function refundLineFact(around: {
  ledger: Ledger;
  parties: Parties;
  settlement: Settlement;
  clock: Clock;
}): FactProvider {
  const { ledger, parties, settlement, clock } = around;
  const name = 'refund.line';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, employerId, locked }) {
      const wanted = input as Input;
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      const [person] = await parties.recognisePersons(tx, [{ name: wanted.name, idNo: wanted.idNo }]);
      const backPaymentId = wanted.backPaymentId ?? null;
      const line =
        unit && person?.nameAgrees
          ? await selectRefundLine(tx, {
              unitId: unit.unitId,
              personId: person.id,
              month: parseMonth(wanted.month),
              backPaymentId,
            })
          : null;
      const about = { name, source: 'contribution', receiptNo: line?.sourceId ?? 'none', at: clock.now() };
      if (line === null) return internalFact(about, { found: false } satisfies RefundLineFact);
      const balance = await ledger.balanceOf(tx, line.accountId, { lock: locked });
      const receipts = line.receipts.filter((id) => id !== null);
      const traced = receipts.length > 0 && receipts.length === line.receipts.length;
      const left = {
        employer: fen(line.employerFen - line.backEmployerFen),
        employee: fen(line.employeeFen - line.backEmployeeFen),
      };
      const asked = askedOf(wanted, left);
      const value = {
        found: true,
        source: backPaymentId === null ? 'list' : 'back-payment',
        sourceId: line.sourceId,
        accountId: String(line.accountId),
        creditedOn: line.creditedOn,
        leftEmployer: yuan(left.employer),
        leftEmployee: yuan(left.employee),
        employer: yuan(asked.employer),
        employee: yuan(asked.employee),
        amount: yuan(plus(asked.employer, asked.employee)),
        to: wanted.to,
        state: line.state,
        available: yuan(fen((balance?.postedFen ?? 0n) - (balance?.heldFen ?? 0n))),
        hedged: line.hedged,
        payer: traced ? await settlement.payerOf(tx, [...new Set(receipts)]) : null,
      } satisfies RefundLineFact;
      return internalFact(about, value);
    },
  };
}

/** All that is left, unless amounts were said; a side that was not said is not refunded then. */
function askedOf(
  { employerAmount, employeeAmount }: Input,
  left: { employer: Fen; employee: Fen },
): { employer: Fen; employee: Fen } {
  if (employerAmount === undefined && employeeAmount === undefined) return left;
  return { employer: parseYuan(employerAmount ?? '0.00'), employee: parseYuan(employeeAmount ?? '0.00') };
}

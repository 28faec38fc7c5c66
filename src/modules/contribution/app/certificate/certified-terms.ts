import type { Fen } from '../../../../kernel/money';
import type { Month } from '../../../../kernel/month';
import { applyRate, parseRate } from '../../../../kernel/rate';
import type { Tx } from '../../../../platform/database/tx';
import { limitsOfMonth } from '../../domain/member/contribution-limits';
import type { CertifiedAccount } from '../../store/certificate-store';
import { selectFlexible } from '../../store/flexible-store';
import { selectUnit } from '../../store/unit-account-store';
import { inMonth } from '../../store/unit-ratio-store';
import { monthDueOf } from '../remittance/month-due-of';

/** What is paid a month: ratios as decimal texts, null where none is known, and the amounts that go with them. */
export interface CertifiedTerms {
  readonly ratioEmployer: string | null;
  readonly ratioEmployee: string | null;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
}

/**
 * Of who contributes: the ratios of the month that is due, and what they make of the base. Of who does no more: those of
 * the last month that was paid, and the amounts that were. Who has no employer has a ratio agreed on, or none at all.
 */
export async function certifiedTerms(
  tx: Tx,
  account: CertifiedAccount,
  paidThrough: Month | null,
): Promise<CertifiedTerms> {
  const { accountId, unitId, unitKind, contributes, baseFen, employerFen, employeeFen } = account;
  const paid = { employerFen, employeeFen };
  if (unitKind === 'flexible') {
    const agreed = await selectFlexible(tx, accountId);
    return { ratioEmployer: '0.0000', ratioEmployee: agreed?.ratio ?? null, ...paid };
  }
  if (unitKind === 'central') return { ratioEmployer: null, ratioEmployee: null, ...paid };
  const unit = await selectUnit(tx, unitId, { lock: false });
  if (!unit) throw new Error(`account ${accountId} has no unit`);
  const due = await monthDueOf(tx, unit);
  const month = contributes ? due : (paidThrough ?? due);
  const terms = await inMonth(tx, unit, month);
  const { ratioEmployer, ratioEmployee } = terms;
  const limits = contributes ? limitsOfMonth(month, unit.district, terms) : null;
  if (limits === null) return { ratioEmployer, ratioEmployee, ...paid };
  const of = (ratio: string): Fen => applyRate(baseFen, parseRate(ratio), limits.roundingUnit);
  return { ratioEmployer, ratioEmployee, employerFen: of(ratioEmployer), employeeFen: of(ratioEmployee) };
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { LIST_STATE_TEXT } from '../../domain/remittance/list-state';
import { type RemittanceList, selectList } from '../../store/remittance-list-store';
import { selectRosterDifference } from '../../store/roster-store';
import { selectUnit, type UnitAccount } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';

/** A remittance list as its employer sees it; `total` in yuan. */
export interface RemittanceListView {
  readonly id: string;
  readonly employerId: string;
  readonly month: string;
  readonly state: RemittanceList['state'];
  readonly stateText: { readonly zh: string; readonly en: string };
  readonly memberCount: number;
  readonly total: string;
  /** Active accounts that a draft does not hold yet: it can be confirmed at 0. null when the list is no draft. */
  readonly membersMissing: number | null;
  /** What to write on the transfer; null before the list is confirmed (GJ11). */
  readonly paymentNo: string | null;
  readonly caseId: string | null;
  readonly confirmedAt: string | null;
  readonly postedOn: string | null;
  /** Only where the list is made from rows: bases that were raised to the lower limit of the month, and cut to the upper one. */
  readonly limited?: { readonly toLower: number; readonly toUpper: number };
}

@Injectable()
export class ReadRemittanceList {
  constructor(private readonly access: EmployerAccess) {}

  /** @throws Problem 404 when there is none or it is another employer's. */
  async read(tx: Tx, actor: Actor, listId: string): Promise<RemittanceListView> {
    const list = await selectList(tx, listId, { lock: false });
    const unit = list && (await selectUnit(tx, list.unitId, { lock: false }));
    if (!unit) throw notFound();
    await this.access.assertVisible(tx, actor, unit.employerId);
    const missing = list.state === 'DRAFT' ? (await selectRosterDifference(tx, unit, list)).missing : null;
    return viewOf(list, unit, missing);
  }
}

function viewOf(
  list: RemittanceList,
  { employerId }: UnitAccount,
  membersMissing: number | null,
): RemittanceListView {
  const { id, month, state, memberCount, totalFen, paymentNo, caseId, confirmedAt, postedOn } = list;
  return {
    id,
    employerId,
    month,
    state,
    stateText: LIST_STATE_TEXT[state],
    memberCount,
    total: yuan(totalFen),
    membersMissing,
    paymentNo,
    caseId,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    postedOn,
  };
}

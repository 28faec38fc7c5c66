import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Month } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { eachInTurns } from '../../../../platform/turns';
import { DraftLines } from '../../domain/remittance/draft-lines';
import { ListFaults } from '../../domain/remittance/list-fault';
import {
  insertDraft,
  moveList,
  type RemittanceList,
  selectBases,
  selectListOfMonth,
} from '../../store/remittance-list-store';
import { selectHolders, selectRebased } from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';
import { inMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from '../employer/employer-access';
import { basesHold } from './bases-hold';
import { type HowToTake, type LaidOutList, LayOutList, type SentRows } from './lay-out-list';
import { ListHasErrors, monthHasConfirmedList, noListOfMonth } from './list-problems';
import { listTerms } from './list-terms';
import { monthDueOf } from './month-due-of';

export interface ListWanted {
  /** Id of the list to be made. */
  readonly id: string;
  readonly employerId: string;
  readonly month: Month;
}

/** Makes a remittance list; a draft of the same month gives way to the new one. */
@Injectable()
export class DraftRemittanceList {
  constructor(
    private readonly access: EmployerAccess,
    private readonly plan: LayOutList,
    private readonly clock: Clock,
  ) {}

  /**
   * From rows as they were sent: whole or not at all, unless the good rows alone are asked for.
   * @throws ListHasErrors (422) with every fault; Problem 404 for another's employer, 409 when the month is confirmed.
   */
  async fromRows(tx: Tx, actor: Actor, id: string, how: HowToTake, sent: SentRows): Promise<LaidOutList> {
    const laidOut = await this.plan.layOut(tx, actor, how, sent, { lock: true });
    const { unit, lines, faults, former, acceptable } = laidOut;
    if (lines === null || !acceptable) throw new ListHasErrors(faults);
    await this.store(tx, unit, { id, ...how }, lines, former);
    return laidOut;
  }

  /**
   * With the bases of another month's list, under this month's limits and ratios, and with every change of the roster
   * since: who joined or was unsealed is on it, who was sealed is not, and who got another base has it.
   * @throws ListHasErrors (422); Problem 404, 409 (no list of `asMonth`, confirmed).
   */
  async sameAs(tx: Tx, actor: Actor, wanted: ListWanted, asMonth: Month): Promise<void> {
    const unit = await this.access.unitOf(tx, actor, wanted.employerId, { lock: true });
    const model = await selectListOfMonth(tx, unit.unitId, asMonth);
    if (!model) throw noListOfMonth(asMonth);
    const former = await selectListOfMonth(tx, unit.unitId, wanted.month);
    if (former && former.state !== 'POSTED' && former.state !== 'DRAFT')
      throw monthHasConfirmedList(former.id);
    const faults = new ListFaults('same-as');
    const on = { unit: await inMonth(tx, unit, wanted.month), due: await monthDueOf(tx, unit) };
    const terms = listTerms(on, wanted.month, this.clock.today(), faults);
    const lines = terms && new DraftLines(faults, terms, await basesHold(tx, unit, this.clock.today()));
    const bases = await selectBases(tx, model.id);
    const rebased = await selectRebased(tx, unit.unitId, { after: asMonth, until: wanted.month });
    const holders = await selectHolders(tx, unit.unitId, wanted.month);
    await eachInTurns(holders, (holder) => {
      const { accountId, baseFen } = holder;
      lines?.take(holder, rebased.has(accountId) ? baseFen : (bases.get(accountId) ?? baseFen));
    });
    if (lines?.lines.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    if (faults.count > 0 || lines === null) throw new ListHasErrors(faults);
    await this.store(tx, unit, wanted, lines, former);
  }

  /** A draft is replaced: a mended list is a new one. */
  private async store(
    tx: Tx,
    { unitId }: UnitAccount,
    { id, month }: ListWanted,
    lines: DraftLines,
    former: RemittanceList | null,
  ): Promise<void> {
    if (former?.state === 'DRAFT') await moveList(tx, former.id, 'CANCELLED');
    await insertDraft(tx, { id, unitId, month, totalFen: lines.total }, lines.lines);
  }
}

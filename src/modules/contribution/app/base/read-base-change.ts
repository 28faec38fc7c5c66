import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { type Fen, fen, plus, yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { baseWindow } from '../../domain/base/fund-year';
import {
  type BaseChange,
  type BaseChangeState,
  type BaseLine,
  selectBaseChange,
  selectBaseFigures,
  selectBaseLines,
} from '../../store/base-change-store';
import { selectUnit } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';

/** A yearly change of bases as its employer sees it; money in yuan. */
export interface BaseChangeView {
  readonly id: string;
  readonly employerId: string;
  readonly fundYear: number;
  /** First month whose list has the new bases. */
  readonly from: string;
  readonly state: BaseChangeState;
  readonly members: number;
  /** Members of whom nothing was declared: their old base within the new limits. */
  readonly carried: number;
  readonly raised: number;
  readonly lowered: number;
  /** Wages brought down to the upper and up to the lower limit. */
  readonly toUpper: number;
  readonly toLower: number;
  readonly former: MonthlyTotal;
  readonly monthly: MonthlyTotal;
  /** When it may be confirmed (GJ08), both days inclusive. */
  readonly window: { readonly from: string; readonly until: string };
  readonly caseId: string | null;
}

interface MonthlyTotal {
  readonly employer: string;
  readonly employee: string;
  readonly total: string;
}

/** One member before and after; yuan. */
export interface BaseLineView {
  readonly accountNo: string;
  readonly name: string;
  /** Row of the list; null: carried. */
  readonly row: number | null;
  readonly formerBase: string;
  /** Declared average monthly wage; the old base where nothing was declared. */
  readonly wage: string;
  readonly base: string;
  /** Which limit the wage was brought to; null: it is within both. */
  readonly clamped: 'upper' | 'lower' | null;
  readonly former: { readonly employer: string; readonly employee: string };
  readonly monthly: { readonly employer: string; readonly employee: string };
}

/** Reads changes of bases and what they come to, member by member. */
@Injectable()
export class ReadBaseChange {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** @throws Problem 404 when there is none or it is another employer's. */
  async read(tx: Tx, actor: Actor, id: string): Promise<BaseChangeView> {
    const { change, employerId } = await this.visible(tx, actor, id);
    const figures = await selectBaseFigures(tx, id);
    const { formerEmployer, formerEmployee, employer, employee, ...counts } = figures;
    const { fundYear, from, state, memberCount, caseId } = change;
    return {
      id,
      employerId,
      fundYear,
      from,
      state,
      members: memberCount,
      ...counts,
      former: totalOf(formerEmployer, formerEmployee),
      monthly: totalOf(employer, employee),
      window: baseWindow(fundYear, parametersOn(`${fundYear}-07-01`)),
      caseId,
    };
  }

  /** Lines after that account, in the order of accounts, each with the key of the next page. @throws Problem 404 */
  async lines(
    tx: Tx,
    actor: Actor,
    id: string,
    page: { readonly after: bigint; readonly limit: number | null },
  ): Promise<{ readonly accountId: bigint; readonly line: BaseLineView }[]> {
    await this.visible(tx, actor, id);
    const lines = await selectBaseLines(tx, id, page);
    const names = await this.parties.namesOf(
      tx,
      lines.map(({ personId }) => personId),
    );
    return lines.map((line) => ({
      accountId: line.accountId,
      line: viewOf(line, names.get(line.personId) ?? ''),
    }));
  }

  private async visible(
    tx: Tx,
    actor: Actor,
    id: string,
  ): Promise<{ change: BaseChange; employerId: string }> {
    const change = await selectBaseChange(tx, id, { lock: false });
    const unit = change && (await selectUnit(tx, change.unitId, { lock: false }));
    if (!unit) throw notFound();
    await this.access.assertVisible(tx, actor, unit.employerId);
    return { change, employerId: unit.employerId };
  }
}

function totalOf(employer: Fen, employee: Fen): MonthlyTotal {
  return { employer: yuan(employer), employee: yuan(employee), total: yuan(plus(employer, employee)) };
}

function viewOf(line: BaseLine, name: string): BaseLineView {
  const { accountNo, row, wage, base } = line;
  return {
    accountNo,
    name,
    row,
    formerBase: yuan(line.formerBase),
    wage: yuan(wage),
    base: yuan(fen(base)),
    clamped: base === wage ? null : base < wage ? 'upper' : 'lower',
    former: { employer: yuan(line.formerEmployer), employee: yuan(line.formerEmployee) },
    monthly: { employer: yuan(line.employer), employee: yuan(line.employee) },
  };
}

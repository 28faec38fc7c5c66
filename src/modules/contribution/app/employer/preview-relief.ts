import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, plus, yuan } from '../../../../kernel/money';
import { compareMonths, type Month, monthsApart, nextMonth, parseMonth } from '../../../../kernel/month';
import { formatRate, parseRate, type Rate } from '../../../../kernel/rate';
import type { Tx } from '../../../../platform/database/tx';
import { invalidAt, notFound } from '../../../../platform/http';
import { Parties } from '../../../party';
import { type ReliefLoss, reliefLoss, type ReliefMonths } from '../../domain/employer/relief-loss';
import type { ContributionLimits } from '../../domain/member/monthly-contribution';
import { limitsOfMonth } from '../../domain/member/contribution-limits';
import { selectContributor, selectOpenRelief } from '../../store/relief-store';
import type { Holder } from '../../domain/remittance/draft-lines';
import { selectHolders } from '../../store/roster-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { byMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from './employer-access';

const MOST_MONTHS = 12;
const MOST_MEMBERS = 200;
const TEXT = {
  'lower-ratio': {
    zh: '降低比例期间少缴的金额，不再补缴',
    en: 'what is not paid with the lower ratios; it is not made up for',
  },
  deferral: {
    zh: '缓缴期间暂不缴存的金额，恢复缴存后补缴；补缴到账前不计息、不计入连续缴存月数',
    en: 'what is paid later: it is made up for once contribution is resumed, and until then earns no interest and counts for no month',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;

/** Relief that is asked for or granted; without ratios a deferral. */
export interface ReliefTerms {
  readonly from: Month;
  readonly until: Month;
  readonly ratios: { readonly employer: Rate; readonly employee: Rate } | null;
}

/** What relief takes from one member or from all; amounts in yuan, over all its months. */
export interface ReliefPreview {
  readonly kind: 'lower-ratio' | 'deferral';
  readonly text: BilingualText;
  readonly from: string;
  readonly until: string;
  readonly months: number;
  readonly forgone: { readonly employer: string; readonly employee: string; readonly total: string };
}

/** The member's own part, with the base it is worked out with. */
export interface OwnReliefPreview extends ReliefPreview {
  readonly base: string;
}

export interface OwnRelief {
  /** null: the employer has no relief, and none was asked about. */
  readonly relief: OwnReliefPreview | null;
}

/** All members of an employer, and the first of them by account. */
export interface EmployerReliefPreview extends ReliefPreview {
  readonly members: number;
  readonly lines: readonly {
    readonly accountNo: string;
    readonly name: string;
    readonly base: string;
    readonly forgone: string;
  }[];
}

/** What a lower ratio or a deferral takes from members (条例20条), before it is applied for and while it holds. */
@Injectable()
export class PreviewRelief {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** Of the caller, with the terms asked about or else those granted. @throws Problem 404 without an account on a roster. */
  async own(tx: Tx, actor: Actor, asked: ReliefTerms | null): Promise<OwnRelief> {
    const personId = actor.identity ? this.parties.idOf(actor.identity.idNo) : '';
    const account = await selectContributor(tx, personId);
    const unit = account && (await selectUnitOfEmployer(tx, account.employerId, { lock: false }));
    if (!unit) throw notFound();
    const terms = asked ?? (await this.granted(tx, unit));
    if (!terms) return { relief: null };
    const spans = await spansOf(tx, unit, terms);
    return { relief: { ...preview(terms, reliefLoss(account.baseFen, spans)), base: yuan(account.baseFen) } };
  }

  /** Of everybody on the roster of the first month. @throws Problem 404 */
  async ofEmployer(
    tx: Tx,
    actor: Actor,
    employerId: string,
    terms: ReliefTerms,
  ): Promise<EmployerReliefPreview> {
    await this.access.assertVisible(tx, actor, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!unit) throw notFound();
    const spans = await spansOf(tx, unit, terms);
    const holders = await selectHolders(tx, unit.unitId, terms.from);
    const losses = holders.map((holder) => ({ holder, loss: reliefLoss(holder.baseFen, spans) }));
    const shown = losses.slice(0, MOST_MEMBERS);
    const names = await this.parties.namesOf(
      tx,
      shown.map(({ holder }) => holder.personId),
    );
    return {
      ...preview(terms, sum(losses)),
      members: holders.length,
      lines: shown.map(({ holder, loss }) => ({
        accountNo: holder.accountNo,
        name: names.get(holder.personId) ?? '',
        base: yuan(holder.baseFen),
        forgone: yuan(loss.total),
      })),
    };
  }

  private async granted(tx: Tx, unit: UnitAccount): Promise<ReliefTerms | null> {
    const relief = await selectOpenRelief(tx, unit.unitId);
    if (!relief) return null;
    const { from, until } = relief;
    if (relief.kind === 'deferral') return { from, until, ratios: null };
    const { ratioEmployer, ratioEmployee } = (await byMonth(tx, unit))(from);
    return {
      from,
      until,
      ratios: { employer: parseRate(ratioEmployer), employee: parseRate(ratioEmployee) },
    };
  }
}

/** The months of the terms, those with the same ratios and limits together. @throws Problem 400 */
async function spansOf(tx: Tx, unit: UnitAccount, terms: ReliefTerms): Promise<ReliefMonths[]> {
  const { from, until, ratios } = terms;
  if (compareMonths(from, until) > 0 || monthsApart(from, until) >= MOST_MONTHS)
    throw invalidAt('/untilMonth', 'RELIEF_PERIOD', {
      zh: '期限为一至十二个月，止月不早于起月。',
      en: 'One to twelve months, the last not before the first.',
    });
  const regular = await byMonth(tx, unit, { hardship: false });
  const spans = new Map<string, ReliefMonths>();
  for (let month = from; compareMonths(month, until) <= 0; month = nextMonth(month)) {
    const { ratioEmployer, ratioEmployee } = regular(month);
    const limits = limitsOfMonth(month, unit.district);
    const reliefLimits = limitsOfMonth(month, unit.district, { hardship: true });
    if (!limits || !reliefLimits) throw noParameters();
    const relief = ratios && { employerRatio: ratios.employer, employeeRatio: ratios.employee };
    if (
      relief &&
      !Object.values(relief).every(
        (ratio) => ratio >= reliefLimits.ratioMin && ratio <= reliefLimits.ratioMax,
      )
    )
      throw outOfRange(reliefLimits);
    const key = `${ratioEmployer} ${ratioEmployee} ${keyOf(limits)} ${keyOf(reliefLimits)}`;
    const [employerRatio, employeeRatio] = [parseRate(ratioEmployer), parseRate(ratioEmployee)];
    const former = spans.get(key);
    spans.set(key, {
      ...{ limits, reliefLimits, employerRatio, employeeRatio, relief },
      count: (former?.count ?? 0) + 1,
    });
  }
  return [...spans.values()];
}

function keyOf({ ratioMin, ratioMax, lowerBase, upperBase, roundingUnit }: ContributionLimits): string {
  return [ratioMin, ratioMax, lowerBase, upperBase, roundingUnit].join();
}

function preview({ from, until, ratios }: ReliefTerms, loss: ReliefLoss): ReliefPreview {
  const kind = ratios ? 'lower-ratio' : 'deferral';
  const forgone = { employer: yuan(loss.employer), employee: yuan(loss.employee), total: yuan(loss.total) };
  return { kind, text: TEXT[kind], from, until, months: monthsApart(from, until) + 1, forgone };
}

function sum(losses: readonly { readonly holder: Holder; readonly loss: ReliefLoss }[]): ReliefLoss {
  let [employer, employee] = [fen(0n), fen(0n)];
  for (const { loss } of losses) {
    employer = plus(employer, loss.employer);
    employee = plus(employee, loss.employee);
  }
  return { employer, employee, total: plus(employer, employee) };
}

function noParameters(): Error {
  return invalidAt('/fromMonth', 'NO_PARAMETERS_FOR_DAY', {
    zh: '该月没有可适用的参数。',
    en: 'No parameters are in force in that month.',
  });
}

function outOfRange({ ratioMin, ratioMax }: { ratioMin: Rate; ratioMax: Rate }): Error {
  const [least, most] = [formatRate(ratioMin, 2), formatRate(ratioMax, 2)];
  return invalidAt('/ratioEmployer', 'RATIO_OUT_OF_RANGE', {
    zh: `困难降低后的比例须在 ${least} 至 ${most} 之间。`,
    en: `Ratios granted for hardship lie between ${least} and ${most}.`,
  });
}

/** Terms as they come in a query; null when nothing was asked about. */
export function reliefTerms(query: {
  fromMonth?: string;
  untilMonth?: string;
  ratioEmployer?: string;
  ratioEmployee?: string;
}): ReliefTerms | null {
  const { fromMonth, untilMonth, ratioEmployer, ratioEmployee } = query;
  if (fromMonth === undefined || untilMonth === undefined) return null;
  const ratios =
    ratioEmployer === undefined || ratioEmployee === undefined
      ? null
      : { employer: parseRate(ratioEmployer), employee: parseRate(ratioEmployee) };
  return { from: parseMonth(fromMonth), until: parseMonth(untilMonth), ratios };
}

import { Injectable } from '@nestjs/common';
import { type Day, parseDay } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import { closingLines, emptyInto, type OpenResult, resultOf } from '../domain/closing-lines';
import { distributeGains, type GainsDistribution } from '../domain/gains-distribution';
import type { Line } from '../domain/journal';
import {
  type DistributionTerms,
  insertYearResult,
  selectApproved,
  type StoredDistribution,
  type YearResult,
} from '../store/gains-distribution-store';
import {
  insertMonthResult,
  selectGainsUntil,
  selectLoanBalance,
  selectOpenResults,
  selectStanding,
} from '../store/result-store';
import { Ledger } from './ledger';

/** Leaves of the result (handbook 6.2): gains, what is not distributed of them, and each share on its way to its fund. */
const GAINS = '311';
const UNDISTRIBUTED = '32104';
const RESERVE = '301';
const SHARES = [
  { share: 'reserve', on321: '32101', fund: RESERVE },
  { share: 'managementFee', on321: '32102', fund: '21401' },
  { share: 'publicRental', on321: '32103', fund: '21402' },
] as const;

/** There are gains, and nobody has decided how they are distributed. */
export class GainsUndecided extends Error {
  override name = 'GainsUndecided';
}

/** What the distribution of a year rests on beside its gains; it cannot change any more once December is over. */
export interface YearBasis {
  readonly year: number;
  readonly loanBalanceFen: bigint;
  readonly terms: StoredDistribution | null;
}

/**
 * The result of a month (V20) and of a year (V21), booked on the last day while the month is being closed. The caller
 * keeps postings waiting, so that what is added up is all there is.
 */
@Injectable()
export class Results {
  constructor(private readonly ledger: Ledger) {}

  /** V20: income and expenditure go to 311; the leaves of 401 and 411 are zero afterwards. */
  async transferMonth(tx: Tx, month: number): Promise<void> {
    const lastDay = lastDayOf(month);
    const open = await selectOpenResults(tx, lastDay);
    const id = newId();
    await insertMonthResult(tx, { id, month, ...resultOf(open) });
    const lines = closingLines(open, await this.ledger.leafOf(tx, GAINS));
    await this.post(tx, { kind: 'month-result', sourceId: id, day: lastDay }, lines);
  }

  /** What V21 will rest on; read before anybody waits, for the loans are many. */
  async basisOf(tx: Tx, year: number): Promise<YearBasis> {
    const loanBalanceFen = await selectLoanBalance(tx, lastDayOfYear(year));
    return { year, loanBalanceFen, terms: await selectApproved(tx, year) };
  }

  /**
   * V21, after V20 of December: D311 / C32104, D32104 / C32101-03, and each share to its fund. A loss is carried on
   * 32104 and not distributed.
   * @throws GainsUndecided when there are gains and no decision.
   */
  async distributeYear(tx: Tx, { year, loanBalanceFen, terms }: YearBasis): Promise<void> {
    const lastDay = lastDayOfYear(year);
    const gains = await selectStanding(tx, GAINS, lastDay);
    const gainsFen = sumOf(gains);
    if (gainsFen > 0n && terms === null) throw new GainsUndecided(`${year}`);
    const decided = gainsFen > 0n ? terms : null;
    const reserveBeforeFen = sumOf(await selectStanding(tx, RESERVE, lastDay));
    const basis = { gainsFen, loanBalanceFen, reserveBeforeFen };
    const shares = sharesOf(decided, basis);
    const id = newId();
    const distributionId = decided?.id ?? null;
    await insertYearResult(tx, { id, year, distributionId, ...basis, ...inFen(shares) });
    const undistributed = await this.ledger.leafOf(tx, UNDISTRIBUTED);
    const head = { sourceId: id, day: lastDay };
    await this.post(tx, { ...head, kind: 'year-result' }, emptyInto(gains, undistributed));
    const [allotted, given]: [Line[], Line[]] = [[], []];
    for (const { share, on321, fund } of SHARES) {
      const leaf = await this.ledger.leafOf(tx, on321);
      allotted.push(...move(undistributed, leaf, shares[share]));
      given.push(...move(leaf, await this.ledger.leafOf(tx, fund), shares[share]));
    }
    await this.post(tx, { ...head, kind: 'gains-allotted' }, allotted);
    await this.post(tx, { ...head, kind: 'gains-distributed' }, given);
  }

  /** The distribution of a year as the books stand now, on these terms. */
  async foresee(tx: Tx, terms: DistributionTerms): Promise<YearResult> {
    const { year } = terms;
    const lastDay = lastDayOfYear(year);
    const basis = {
      gainsFen: await selectGainsUntil(tx, lastDay),
      loanBalanceFen: await selectLoanBalance(tx, lastDay),
      reserveBeforeFen: sumOf(await selectStanding(tx, RESERVE, lastDay)),
    };
    return { year, ...basis, ...inFen(sharesOf(basis.gainsFen > 0n ? terms : null, basis)) };
  }

  private async post(
    tx: Tx,
    { kind, sourceId, day }: { kind: string; sourceId: string; day: Day },
    lines: readonly Line[],
  ): Promise<void> {
    if (lines.length === 0) return;
    await this.ledger.post(tx, { kind, sourceId, businessDate: day, valueDate: day }, lines);
  }
}

/** @param terms null: there are no gains, and nothing is distributed. */
function sharesOf(
  terms: DistributionTerms | null,
  of: { gainsFen: bigint; loanBalanceFen: bigint; reserveBeforeFen: bigint },
): GainsDistribution {
  if (terms === null) return { reserve: fen(0n), managementFee: fen(0n), publicRental: fen(0n) };
  return distributeGains({
    gains: fen(of.gainsFen),
    rule: terms.reserveRule,
    loanBalance: fen(of.loanBalanceFen),
    reserve: fen(of.reserveBeforeFen),
    managementFeeBudget: fen(terms.feeBudgetFen),
  });
}

function inFen({
  reserve: reserveFen,
  managementFee: managementFeeFen,
  publicRental: publicRentalFen,
}: GainsDistribution): Pick<YearResult, 'reserveFen' | 'managementFeeFen' | 'publicRentalFen'> {
  return { reserveFen, managementFeeFen, publicRentalFen };
}

/** D from / C to; nothing for nothing. */
function move(from: bigint, to: bigint, amountFen: bigint): Line[] {
  if (amountFen === 0n) return [];
  return [
    { accountId: from, side: 'D', amountFen },
    { accountId: to, side: 'C', amountFen },
  ];
}

function sumOf(standing: readonly OpenResult[]): bigint {
  return standing.reduce((fen, { creditFen }) => fen + creditFen, 0n);
}

function lastDayOf(month: number): Day {
  const [year, of] = [Math.trunc(month / 100), month % 100];
  return parseDay(new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10));
}

function lastDayOfYear(year: number): Day {
  return parseDay(`${year}-12-31`);
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { addDays, daysBetween, parseDay } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, fen, sumFen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { MATCHED_BY_TEXT, suspenseText, type SuspenseReason } from '../../domain/remittance/suspense';
import { AGE_BANDS, bandOf } from '../../domain/suspense/age-band';
import { selectOldSuspense, selectSuspenseByAge, selectUnmatched } from '../../store/suspense-report-store';
import { selectLots } from '../../store/suspense-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';

/** Rows of a kind at most; the bands count all. */
const MOST = 500;

/** Money of one age; amounts in yuan. */
export interface SuspenseBandView {
  readonly fromDays: number;
  /** null: without end. */
  readonly toDays: number | null;
  readonly text: BilingualText;
  readonly items: number;
  readonly amount: string;
}

/** Money of one receipt or refund in the unit's suspense. */
export interface SuspenseLotView {
  /** What GJ19 calls lotId. */
  readonly id: string;
  readonly keptOn: string;
  readonly ageDays: number;
  readonly amount: string;
  /** What of it is free: neither drawn nor on its way back. */
  readonly left: string;
  readonly why: SuspenseReason;
  readonly whyText: BilingualText;
  readonly recognisedByText: BilingualText;
  readonly listId: string | null;
  readonly backPaymentId: string | null;
  /** Whether it can go back to its payer (GJ19 return). */
  readonly returnable: boolean;
}

/** A unit's suspense by age. */
export interface EmployerSuspenseView {
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly total: string;
  readonly bands: readonly SuspenseBandView[];
  readonly lots: readonly SuspenseLotView[];
  readonly asOf: string;
}

/** A unit with money in suspense. */
export interface OldSuspenseView {
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly lots: number;
  readonly amount: string;
  readonly oldest: string;
}

/** A receipt that nobody claimed. */
export interface UnmatchedReceiptView {
  readonly receiptId: string;
  readonly amount: string;
  readonly receivedOn: string;
  readonly bankSerial: string;
  /** On its way back to the account it came from. */
  readonly goesBack: boolean;
}

/** All suspense of the centre by age, and the oldest of it by name. */
export interface CentreSuspenseView {
  readonly olderThanDays: number;
  readonly units: readonly SuspenseBandView[];
  readonly unmatched: readonly SuspenseBandView[];
  readonly oldUnits: readonly OldSuspenseView[];
  readonly oldUnmatched: readonly UnmatchedReceiptView[];
  readonly asOf: string;
}

interface Aged {
  readonly days: number;
  readonly items: number;
  readonly amount: Fen;
}

/** Money in suspense, by how long it has been there. */
@Injectable()
export class ReadSuspense {
  constructor(
    private readonly access: EmployerAccess,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 when there is none or it is another's. */
  async ofEmployer(tx: Tx, actor: Actor, employerId: string): Promise<EmployerSuspenseView> {
    await this.access.assertVisible(tx, actor, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!unit) throw notFound();
    const today = parseDay(this.clock.today());
    const found = await selectLots(tx, unit.unitId);
    const lots = found.map((lot): SuspenseLotView => ({
      id: lot.receiptId,
      keptOn: lot.keptOn,
      ageDays: daysBetween(parseDay(lot.keptOn), today),
      amount: yuan(lot.amountFen),
      left: yuan(lot.leftFen),
      why: lot.why,
      whyText: suspenseText(lot),
      recognisedByText: MATCHED_BY_TEXT[lot.recognisedBy],
      listId: lot.listId,
      backPaymentId: lot.backPaymentId ?? null,
      returnable: (lot.payerReceiptId ?? null) !== null,
    }));
    const aged = found.map(({ keptOn, leftFen }) => ({
      days: daysBetween(parseDay(keptOn), today),
      items: 1,
      amount: leftFen,
    }));
    return {
      employerId,
      unitAccountNo: unit.unitAccountNo,
      total: yuan(sumFen(found.map(({ leftFen }) => leftFen))),
      bands: bandsOf(aged),
      lots,
      asOf: this.clock.now().toISOString(),
    };
  }

  /** For staff: totals of all, and what is older than so many days. */
  async ofCentre(tx: Tx, olderThanDays: number): Promise<CentreSuspenseView> {
    const today = parseDay(this.clock.today());
    const until = addDays(today, -olderThanDays);
    const [byAge, units, unmatched] = await together([
      selectSuspenseByAge(tx, today),
      selectOldSuspense(tx, until, MOST),
      selectUnmatched(tx, until, MOST),
    ]);
    return {
      olderThanDays,
      units: bandsOf(byAge.filter(({ kind }) => kind === 'unit')),
      unmatched: bandsOf(byAge.filter(({ kind }) => kind === 'unmatched')),
      oldUnits: units.map(({ amount, ...row }) => ({ ...row, amount: yuan(amount) })),
      oldUnmatched: unmatched.map(({ amount, ...row }) => ({ ...row, amount: yuan(amount) })),
      asOf: this.clock.now().toISOString(),
    };
  }
}

function bandsOf(aged: readonly Aged[]): SuspenseBandView[] {
  return AGE_BANDS.map(({ from, to, text }, place) => {
    const own = aged.filter(({ days }) => bandOf(days) === place);
    return {
      fromDays: from,
      toDays: to,
      text,
      items: own.reduce((sum, { items }) => sum + items, 0),
      amount: yuan(fen(own.reduce((sum, { amount }) => sum + amount, 0n))),
    };
  });
}

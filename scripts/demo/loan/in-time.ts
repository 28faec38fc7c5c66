import { addDays, addMonths, type Day, monthOf, parseDay } from '../../../src/kernel/calendar';
import { previousMonth } from '../../../src/kernel/month';
import { fen, parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import type { ServiceInTime } from '../../stage/service-in-time';
import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';
import { LOAN_BEGINS, type Payer, remit } from './household';
import type { ToldLoan } from './loan-client';
import { monthsInterest, rateOn } from './own-reckoning';
import { type Payment, type Standing, standingOf } from './repayment-view';

/** What the five years are lived with. */
export interface InTime {
  readonly stage: Stage;
  readonly narrator: Narrator;
  readonly service: ServiceInTime;
  readonly payer: Payer;
  /** The loan whose life is told, and the one that runs beside it. */
  readonly loan: ToldLoan;
  readonly other: ToldLoan;
}

/** A night has several kinds of work, and a round takes up so many of them. */
const ROUNDS_OF_NIGHT = 3;

export function dueDayOf(no: number): Day {
  return addMonths(parseDay(LOAN_BEGINS), no);
}

/** Both live on a day, and its night's work is done. */
export async function nightOf({ service }: InTime, day: Day): Promise<void> {
  await service.moveTo(day);
  for (let round = 0; round < ROUNDS_OF_NIGHT; round += 1) await service.round();
}

/** The due day of an instalment begins: the employer has paid for the month before. */
export async function beginDueDay({ service, stage, payer }: InTime, no: number): Promise<void> {
  await service.moveTo(dueDayOf(no));
  await remit(stage, payer, previousMonth(monthOf(dueDayOf(no))));
}

/** Instalments one after the other, each paid on its day, its interest as reckoned here. */
export async function monthsPass(t: InTime, from: number, through: number): Promise<void> {
  const before = (await standingOf(t.stage, t.loan)).repayment.principalLeft;
  for (let no = from; no <= through; no += 1) {
    await (dueDayOf(no).slice(5, 7) === '01' ? newYear(t, no) : payOnDay(t, no));
  }
  const { repayment } = await standingOf(t.stage, t.loan);
  const paid = paymentsOf(repayment.history, from, through);
  const by = (who: string): string => yuan(sumOf(paid.filter(({ paidBy }) => paidBy === who)));
  const last = from === through ? '' : `至第 ${through} 期（${dueDayOf(through)}）`;
  t.narrator.line(
    `第 ${from} 期（${dueDayOf(from)}）${last}：对冲 ${by('hpf')} 元，银行卡 ${by('card')} 元；本金 ${before} → ${repayment.principalLeft} 元，逐期利息与独立复算一致`,
  );
}

async function payOnDay(t: InTime, no: number): Promise<void> {
  const dueOn = dueDayOf(no);
  const { principalLeft } = (await standingOf(t.stage, t.loan)).repayment;
  await beginDueDay(t, no);
  const after = await t.service.workUntil(`instalment ${no}`, () => paidThrough(t, dueOn));
  expectInterest(after, no, principalLeft);
}

/** Both loans when nothing of a due day is owed on either. */
async function paidThrough({ stage, loan, other }: InTime, dueOn: Day): Promise<Standing | null> {
  for (const one of [other, loan]) {
    const standing = await standingOf(stage, one);
    const { nextDueOn, owedInAll } = standing.repayment;
    if ((nextDueOn !== null && nextDueOn <= dueOn) || owedInAll !== '0.00') return null;
    if (one === loan) return standing;
  }
  return null;
}

/** Reckoned from the balance before, by nothing of the service's. */
export function expectInterest({ repayment }: Standing, no: number, principalLeft: string): void {
  const paid = repayment.history.filter(({ periodNo }) => periodNo === no);
  const interest = yuan(sumFen(paid.map((payment) => parseYuan(payment.interest))));
  const own = yuan(fen(monthsInterest(parseYuan(principalLeft), dueDayOf(no - 1), dueDayOf(no))));
  must(interest === own, `period ${no} bears ${own} of interest, not ${interest}`);
}

/** What was paid to periods, from one through another. */
export function paymentsOf(history: readonly Payment[], from: number, through: number): Payment[] {
  return history.filter(({ periodNo }) => periodNo !== null && periodNo >= from && periodNo <= through);
}

/** Principal, interest and penalty of payments. */
export function sumOf(payments: readonly Payment[]): ReturnType<typeof fen> {
  return sumFen(
    payments.flatMap(({ principal, interest, penalty }) => [principal, interest, penalty].map(parseYuan)),
  );
}

/** 1 January: every loan goes on at the rate in force on it, and the first instalment after it ends with that rate. */
async function newYear(t: InTime, no: number): Promise<void> {
  const day = parseDay(`${dueDayOf(no).slice(0, 4)}-01-01`);
  const before = (await standingOf(t.stage, t.loan)).repayment.annualRate;
  await nightOf(t, day);
  await payOnDay(t, no);
  const after = (await standingOf(t.stage, t.loan)).repayment.annualRate;
  must(before === rateOn(addDays(day, -1)) && after === rateOn(day), `the rate of ${day} is ${rateOn(day)}`);
  t.narrator.line(
    `${day} 按当日利率核对：${before === after ? `${after} 未变` : `${before} → ${after}，计划重排`}`,
  );
}

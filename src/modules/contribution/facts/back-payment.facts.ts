import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Fact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import { monthFromNumber } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { askOf, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import { parametersOn } from '../../policy';
import type { SocialInsurance } from '../../registry';
import type { BackEmploymentFact, BackPaymentFact } from '../domain/back-payment/back-payment-fact';
import { baseOfMonthFault } from '../domain/back-payment/base-of-month';
import { limitsOfMonth } from '../domain/member/contribution-limits';
import { type Jobs, jobsOf, type Period } from '../domain/enrolment/employment';
import {
  type BackPayment,
  selectBackPayment,
  selectBasesOfLines,
  selectLinesNow,
  selectUnshownLines,
} from '../store/back-payment-store';
import { selectMonthRecords } from '../store/months-credited-store';
import { selectUnit } from '../store/unit-account-store';
import { batchFact } from './batch-fact';
import { EMPLOYMENT_PERIOD } from './employment-period';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

/** Lines looked at together; other requests get their turn in between. */
const PART = 1_000;

const NO_JOBS: Jobs = { here: [], elsewhere: [] };

interface Input {
  readonly backPaymentId: string;
}

/** Facts about a back payment: our own books, and social insurance for months that they do not show. */
export function backPaymentFacts(around: {
  insurance: SocialInsurance;
  parties: Parties;
  unitOfWork: UnitOfWork;
  clock: Clock;
}): FactProvider[] {
  return [backPaymentFact(around.clock), employmentFact(around)];
}

function backPaymentFact(clock: Clock): FactProvider {
  const name = 'backPayment.list';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, today }) {
      const { backPaymentId } = input as Input;
      const payment = await selectBackPayment(tx, backPaymentId, { lock: false });
      const unit = payment && (await selectUnit(tx, payment.unitId, { lock: false }));
      if (!unit) throw new Error(`the back payment ${backPaymentId} of an accepted case is gone`);
      const { latest, over, gone } = await selectLinesNow(tx, payment);
      const value: BackPaymentFact = {
        state: payment.state,
        reason: payment.reason,
        lines: payment.lineCount,
        members: payment.memberCount,
        total: yuan(payment.totalFen),
        latest: monthFromNumber(latest),
        paidThrough: unit.paidThrough,
        over,
        gone,
        rebased: await countRebased(tx, payment, { district: unit.district, today }),
      };
      const receiptNo = payment.id;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

/** Lines on another base than the books have for their month, or a correction gave it. */
async function countRebased(
  tx: Tx,
  { id, reason }: Pick<BackPayment, 'id' | 'reason'>,
  { district, today }: { district: string; today: string },
): Promise<number> {
  if (reason === 'order') return 0;
  const lines = await selectBasesOfLines(tx, id);
  const yearStart = parametersOn(today).text('contribution.fundYearStart');
  let rebased = 0;
  for (let from = 0; from < lines.length; from += PART) {
    const part = lines.slice(from, from + PART);
    const records = await selectMonthRecords(tx, part, yearStart);
    for (const [index, { month, base }] of part.entries()) {
      const [limits, record] = [limitsOfMonth(month, district), records[index]];
      if (limits === null || !record) throw new Error('a line is of a month with parameters');
      const within = { lower: limits.lowerBase, upper: limits.upperBase };
      if (baseOfMonthFault(base, record, { reason, limits: within }) !== null) rebased += 1;
    }
    await nextTurn();
  }
  return rebased;
}

/**
 * Whether each member worked here in the months in which the roster does not have them: nobody is asked about when there
 * are none. An order's number is the employer's own word, so what was ordered is asked about as well.
 */
function employmentFact(around: {
  insurance: SocialInsurance;
  parties: Parties;
  unitOfWork: UnitOfWork;
  clock: Clock;
}): FactProvider {
  const { insurance, parties, unitOfWork, clock } = around;
  const of = { name: 'backPayment.employment', source: 'SOC', clock };
  return {
    kind: 'external',
    name: of.name,
    needs: { 'SOC.employments': EMPLOYMENT_PERIOD },
    async provide(context, _fact, exchanges): Promise<Fact> {
      const { employerId, centreId, input } = context;
      const { lines, people, creditCode } = await unitOfWork.read(centreId, async (tx) => {
        const payment = await selectBackPayment(tx, (input as Input).backPaymentId, { lock: false });
        const unshown = payment ? await selectUnshownLines(tx, payment.id) : [];
        const employer = employerId === null ? null : await parties.employerById(tx, employerId);
        const ids = [...new Set(unshown.map(({ personId }) => personId))];
        return {
          lines: unshown,
          people: await parties.identitiesOf(tx, ids),
          creditCode: employer?.creditCode,
        };
      });
      const asked = [...people].map(([, { name, idNo }]) => ({ name, idNo }));
      const fact = await batchFact(
        of,
        { places: asked.map((_, place) => place), people: asked, length: asked.length },
        exchanges,
        (some) => insurance.employments(askOf(context, DUTY), some, EMPLOYMENT_PERIOD),
        ({ employments }): Jobs => jobsOf(employments, creditCode ?? ''),
      );
      if (fact.state === 'unknown') return fact;
      const jobs = new Map(
        [...people.keys()].map((id, place) => [id, (fact.value as (Jobs | null)[])[place] ?? NO_JOBS]),
      );
      const count = (holds: (of: Jobs, month: number) => boolean): number =>
        lines.filter(({ personId, month }) => holds(jobs.get(personId) ?? NO_JOBS, month)).length;
      const value: BackEmploymentFact = {
        asked: lines.length,
        notEmployed: count((of, month) => !worked(of.here, month)),
        firstMonths: count(isFirstMonth),
      };
      return { ...fact, value };
    },
  };
}

/** Whether one of these periods holds a day of the month. */
function worked(periods: readonly Period[], month: number): boolean {
  const wanted = monthFromNumber(month);
  return periods.some(
    ({ from, to }) => from.slice(0, 7) <= wanted && (to === null || wanted <= to.slice(0, 7)),
  );
}

/** Whether somebody's working life began here in that month, which is not contributed for. */
function isFirstMonth({ here, elsewhere }: Jobs, month: number): boolean {
  const began = here.map(({ from }) => from).sort()[0];
  if (began === undefined || elsewhere.some(({ from }) => from < began)) return false;
  return began.slice(0, 7) === monthFromNumber(month);
}

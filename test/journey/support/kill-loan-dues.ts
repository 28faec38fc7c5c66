import { addMonths, parseDay } from '../../../src/kernel/calendar';
import type { CrashMoment } from '../../../src/platform/crash-point';
import type { World } from '../../support';
import { LOAN_DATE } from './apply-for-loan';
import { bankLines, rows } from './books';
import { until } from './cases';
import type { Kill } from './kill-withdrawals';

/** Due day of an instalment of a loan that was paid out on the day of these journeys. */
export function dueDayOf(no: number): string {
  return addMonths(parseDay(LOAN_DATE), no);
}

/** The service and the outside world live on a day; workers tick so often that a night is made within seconds. */
export async function liveOn(
  world: World,
  businessDate: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await world.control('PUT', '/control/business-date', { businessDate });
  await world.restartApi(0, { BUSINESS_DATE: businessDate, WORKER_INTERVAL_MS: '50', ...env });
}

/** Nothing of the instalment is owed any more. */
export function untilCleared(world: World, loanId: string, no: number): Promise<true> {
  return until(
    `instalment ${no}`,
    async () => {
      const [due] = await rows<{ cleared: boolean }>(
        world,
        `SELECT cleared_on IS NOT NULL AS cleared FROM loan_due WHERE loan_id = $1 AND no = $2`,
        [loanId, no],
      );
      return due?.cleared === true && true;
    },
    90,
  );
}

/** How often the banks took money for an instalment of the loan, by their own books. */
export async function takenFor(world: World, loanId: string, no: number): Promise<number> {
  const own = await rows<{ reference: string }>(
    world,
    `SELECT c.reference FROM collection AS c JOIN loan_deduction AS d ON d.centre_id = c.centre_id AND d.id = c.source_id
      WHERE d.loan_id = $1 AND d.due_on = $2::date`,
    [loanId, dueDayOf(no)],
  );
  const references = new Set(own.map(({ reference }) => reference));
  const lines = (await bankLines(world)) as unknown as { kind: string; reference: string }[];
  return lines.filter(({ kind, reference }) => kind === 'collection' && references.has(reference)).length;
}

/** The service dies on a due day of a loan that the card repays; the next one ends the day, and the card gave once. */
export async function killDueDay(
  world: World,
  moment: CrashMoment,
  { loanId, no }: { readonly loanId: string; readonly no: number },
): Promise<Kill> {
  const businessDate = dueDayOf(no);
  await liveOn(world, businessDate, { CRASH_POINT: moment });
  expect((await world.api.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, loanId, no);
  await liveOn(world, businessDate);
  await untilCleared(world, loanId, no);
  const [booked] = await rows<{ n: number }>(
    world,
    `SELECT count(*)::int AS n FROM loan_transaction WHERE loan_id = $1 AND period_no = $2 AND paid_by = 'card'`,
    [loanId, no],
  );
  expect(booked?.n).toBe(1);
  return {
    moment,
    found,
    payments: await takenFor(world, loanId, no),
    outcome: 'the day ended, the instalment paid and booked once',
  };
}

async function foundOf(world: World, loanId: string, no: number): Promise<string> {
  const [found] = await rows<{ due: boolean | null; deduction: string | null; order: string | null }>(
    world,
    `SELECT (SELECT cleared_on IS NOT NULL FROM loan_due WHERE loan_id = $1 AND no = $2) AS due, d.state AS deduction, c.state AS "order"
       FROM (SELECT 1) AS one LEFT JOIN loan_deduction AS d ON d.loan_id = $1 AND d.due_on = $3::date
       LEFT JOIN collection AS c ON c.source_id = d.id`,
    [loanId, no, dueDayOf(no)],
  );
  if (found?.due === null || found === undefined) return 'instalment not due yet';
  const due = found.due ? 'instalment paid' : 'instalment due';
  if (found.deduction === null) return due;
  return `${due}, deduction ${found.deduction}${found.order === null ? '' : `, order ${found.order}`}`;
}

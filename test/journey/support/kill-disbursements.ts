import type { CrashMoment } from '../../../src/platform/crash-point';
import type { World } from '../../support';
import { LOAN_DATE, readLoan } from './apply-for-loan';
import { rows } from './books';
import { until } from './cases';
import { applicationOf, paidFor, registrar } from './disburse-loan';
import type { SignedIn } from './employer';
import type { Kill } from './kill-withdrawals';
import { signLoan, type SigningStaff } from './sign-loan';

export interface LoanToKill {
  readonly member: SignedIn;
  readonly loanId: string;
}

/**
 * The first process dies while it asks for a mortgage, or of the registry's event; it is started again, and the money
 * has to leave once. The loan is committed and not signed yet.
 */
export async function killDisbursement(
  world: World,
  moment: CrashMoment,
  { member, loanId, staff, time }: LoanToKill & { readonly staff: SigningStaff; readonly time: string },
): Promise<Kill> {
  const ofWorker = moment.startsWith('mortgage-asked');
  if (ofWorker) await world.restartApi(0, { WORKER_INTERVAL_MS: '0' });
  await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time });
  const found = ofWorker ? await dieAsking(world, moment, loanId) : await dieOfEvent(world, moment, loanId);
  await world.restartApi(0);
  if (ofWorker) await registrar(world, await applicationOf(world, loanId), 'register');
  await untilActive({ member, loanId });
  return {
    moment,
    found,
    payments: (await paidFor(world, loanId)).length,
    outcome: 'ended by itself, paid once',
  };
}

/** The registry says that the mortgage stands, and hears nothing: the process is dead. */
export async function dieOfEvent(world: World, moment: CrashMoment, loanId: string): Promise<string> {
  const applyNo = await applicationOf(world, loanId);
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  await registrar(world, applyNo, 'register');
  expect((await doomed.ended).signal).toBe('SIGKILL');
  return foundOf(world, loanId);
}

async function dieAsking(world: World, moment: CrashMoment, loanId: string): Promise<string> {
  // Ready first, then the tick.
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '1500' });
  expect((await doomed.ended).signal).toBe('SIGKILL');
  return foundOf(world, loanId);
}

export function untilActive({ member, loanId }: LoanToKill): Promise<true> {
  return until(
    `the end of ${loanId}`,
    async () => (await readLoan(member, loanId)).state === 'active' && true,
    90,
  );
}

/** What the database holds of the loan: its state, the mortgage as we know it, and the payment. */
async function foundOf(world: World, loanId: string): Promise<string> {
  const [found] = await rows<{ loan: string; mortgage: string; payment: string | null }>(
    world,
    `SELECT l.state AS loan, m.state AS mortgage, i.state AS payment FROM loan AS l JOIN loan_mortgage AS m ON m.loan_id = l.id
       LEFT JOIN instruction AS i ON i.source_id = l.id WHERE l.id = $1`,
    [loanId],
  );
  if (!found) throw new Error(`there is no loan ${loanId}`);
  const { loan, mortgage, payment } = found;
  return `loan ${loan}, mortgage ${mortgage}${payment === null ? '' : `, payment ${payment}`}`;
}

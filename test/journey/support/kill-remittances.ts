import type { CrashMoment } from '../../../src/platform/crash-point';
import type { World } from '../../support';
import { bankLines, rows } from './books';
import { pay } from './employer';
import { untilState } from './cases';
import type { Kill } from './kill-withdrawals';
import type { OldEmployer } from './old-employer';

/** Money comes in while the process that takes the bank's notice is bound to die of it; the bank tells it again. */
export async function killRemittance(world: World, moment: CrashMoment, old: OldEmployer): Promise<Kill> {
  const { employer } = old;
  const confirmed = await old.nextMonth();
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  const serial = await pay(employer, confirmed);
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, confirmed.id, serial);
  await world.restartApi(0);
  await untilState(employer.agent.client, confirmed.id, 'done', 60);
  expect(await foundOf(world, confirmed.id, serial)).toBe('receipt matched, case done');
  const lines = (await bankLines(world)).filter((line) => line.kind === 'deposit' && line.serial === serial);
  await expectCreditedOnce(world, confirmed.id);
  return { moment, found, payments: lines.length, outcome: 'told again by the bank, booked once' };
}

async function foundOf(world: World, caseId: string, serial: string): Promise<string> {
  const [found] = await rows<{ receipt: string | null; state: string }>(
    world,
    `SELECT (SELECT r.state FROM receipt AS r WHERE r.bank_serial = $2) AS receipt, c.state
       FROM service_case AS c WHERE c.id = $1`,
    [caseId, serial],
  );
  if (!found?.receipt) return 'nothing';
  return `receipt ${found.receipt}, case ${found.state}`;
}

/** One voucher V1 of the list, whose one member is credited both sides of 12 % of 8000.00 yuan. */
export async function expectCreditedOnce(world: World, caseId: string): Promise<void> {
  const credits = await rows<{ amount: string }>(
    world,
    `SELECT e.amount_fen::text AS amount FROM remittance_list AS l
       JOIN journal AS j ON j.source_id = l.id AND j.kind = 'remittance'
       JOIN entry AS e ON e.journal_id = j.id AND e.side = 'C' WHERE l.case_id = $1`,
    [caseId],
  );
  expect(credits).toEqual([{ amount: '192000' }]);
}

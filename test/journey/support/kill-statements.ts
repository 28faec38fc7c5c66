import { addDays, parseDay } from '../../../src/kernel/calendar';
import type { CrashMoment } from '../../../src/platform/crash-point';
import type { World } from '../../support';
import { BANK_CODES } from './bank';
import { bankLines, rows } from './books';
import { until, untilState } from './cases';
import { pay } from './employer';
import { expectCreditedOnce } from './kill-remittances';
import type { Kill } from './kill-withdrawals';
import type { OldEmployer } from './old-employer';

/** The workers of statements look about once in three seconds. */
const WATCHFUL = { WORKER_INTERVAL_MS: '50' } as const;

/** From here on the banks' notices go nowhere, until they are given an address again. */
export async function muteNotices(world: World): Promise<void> {
  const { id, bankAccounts } = world.centre;
  for (const bank of BANK_CODES) {
    const callback = { url: '', customer: String(id) };
    await world.control('PUT', `/control/bank/${bank}/callback`, callback);
    for (const { accountNo } of bankAccounts.filter(({ bankCode }) => bankCode === bank))
      await world.control('PUT', `/control/bank/${bank}/callback`, { ...callback, accounts: [accountNo] });
  }
}

/** The service runs on that day long enough to know that it is one, and its statements are planned. */
export async function liveOn(world: World, day: string): Promise<void> {
  await world.control('PUT', '/control/business-date', { businessDate: day });
  await world.restartApi(0, { BUSINESS_DATE: day, ...WATCHFUL });
  await until(`the statements of ${day}`, async () => (await statementsOf(world, day)).length > 0);
}

/** The night after a day, and the next morning, on which the day is asked for; `env` for the process of that morning. */
export async function nightAfter(
  world: World,
  day: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ReturnType<World['restartApi']>> {
  const next = addDays(parseDay(day), 1);
  await world.control('PUT', '/control/business-date', { businessDate: next });
  return world.restartApi(0, { BUSINESS_DATE: next, ...WATCHFUL, ...env });
}

/** Waits until every account of the centre is explained on that day. */
export async function untilExplained(world: World, day: string): Promise<void> {
  await until(
    `the end of ${day}`,
    async () => (await statementsOf(world, day)).every(({ explained }) => explained),
    30,
  );
}

async function statementsOf(world: World, day: string): Promise<{ explained: boolean }[]> {
  return rows<{ explained: boolean }>(
    world,
    'SELECT explained_at IS NOT NULL AS explained FROM bank_statement WHERE day = $1::date',
    [day],
  );
}

/**
 * The notice of an employer's money is lost, and the process that has the statement of the day dies at a moment: the next
 * one books it from there, once.
 */
export async function killStatement(
  world: World,
  moment: CrashMoment,
  { old, day }: { readonly old: OldEmployer; readonly day: string },
): Promise<Kill> {
  await liveOn(world, day);
  await muteNotices(world);
  const confirmed = await old.nextMonth();
  const serial = await pay(old.employer, confirmed);
  const doomed = await nightAfter(world, day, { CRASH_POINT: moment });
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, confirmed.id, serial);
  // What the dead process had leased for its bank's many pages is free when the lease has run out.
  await rows(
    world,
    'UPDATE bank_statement SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL',
  );
  await nightAfter(world, day);
  await untilState(old.employer.agent.client, confirmed.id, 'done', 60);
  await untilExplained(world, day);
  expect(await foundOf(world, confirmed.id, serial)).toBe('receipt matched, difference gone');
  await expectCreditedOnce(world, confirmed.id);
  const lines = (await bankLines(world)).filter((line) => line.kind === 'deposit' && line.serial === serial);
  return { moment, found, payments: lines.length, outcome: 'booked from the statement, once' };
}

async function foundOf(world: World, caseId: string, serial: string): Promise<string> {
  const [found] = await rows<{ receipt: string | null; difference: string | null }>(
    world,
    `SELECT (SELECT r.state FROM receipt AS r WHERE r.bank_serial = $2) AS receipt,
            (SELECT d.state FROM statement_difference AS d WHERE d.subject = $2) AS difference
       FROM service_case AS c WHERE c.id = $1`,
    [caseId, serial],
  );
  const told = [
    ...(found?.receipt ? [`receipt ${found.receipt}`] : []),
    ...(found?.difference ? [`difference ${found.difference}`] : []),
  ];
  return told.length === 0 ? 'nothing' : told.join(', ');
}

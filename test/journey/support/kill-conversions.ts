import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../../src/modules/casework';
import type { CrashMoment } from '../../../src/platform/crash-point';
import type { HttpClient, World } from '../../support';
import { buyHome, cardOf, committedLoan, consentNo, LOAN_DATE, readLoan } from './apply-for-loan';
import { rows } from './books';
import { receiptOf, until } from './cases';
import { applicationOf, paidFor, registrar } from './disburse-loan';
import type { SignedIn } from './employer';
import { untilActive } from './kill-disbursements';
import type { AtDesk } from './kill-halls';
import type { Kill } from './kill-withdrawals';
import { expectDone, signLoan } from './sign-loan';
import { unitKeyOf } from './travel-in-time';

const LENDER = '某银行股份有限公司太原分行';
const CONTRACT = 'GF2021000077';

/**
 * The process dies where a bank loan was paid off by ours and the old mortgage is watched, or where a pre-notice becomes a
 * mortgage.
 */
export async function killConversion(
  world: World,
  moment: CrashMoment,
  of: AtDesk & { readonly member: SignedIn; readonly flat: number; readonly clerk: HttpClient },
): Promise<Kill> {
  return moment.startsWith('mortgage-conversion')
    ? killPreNotice(world, moment, of)
    : killClearance(world, moment, of);
}

async function killClearance(
  world: World,
  moment: CrashMoment,
  { staff, time, member, flat, clerk }: AtDesk & { member: SignedIn; flat: number; clerk: HttpClient },
): Promise<Kill> {
  const loanId = await convertedLoan(world, clerk, member, unitKeyOf(flat));
  await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time });
  const applyNo = await applicationOf(world, loanId);
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '1500' });
  await registrar(world, applyNo, 'register');
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const found = await clearanceOf(world, loanId);
  await world.restartApi(0);
  await until(
    'the old mortgage gone',
    async () => (await clearanceOf(world, loanId)).endsWith('cleared'),
    90,
  );
  const told = (await readLoan(member, loanId)).timeline.map(({ kind }) => kind);
  expect(told.filter((kind) => kind === 'old-mortgage-cleared')).toHaveLength(1);
  const payments = (await paidFor(world, loanId)).length;
  return {
    moment,
    found,
    payments,
    outcome: 'the old mortgage was watched until it was gone, its lender paid once',
  };
}

async function clearanceOf(world: World, loanId: string): Promise<string> {
  const [found] = await rows<{ loan: string; clearance: string | null }>(
    world,
    `SELECT l.state AS loan, c.state AS clearance FROM loan AS l LEFT JOIN loan_clearance AS c ON c.loan_id = l.id WHERE l.id = $1`,
    [loanId],
  );
  return `loan ${found?.loan ?? 'none'}${found?.clearance ? `, old mortgage ${found.clearance}` : ''}`;
}

/** A bank's home loan of 358000.00 yuan that the counter turns into ours (DK05). */
async function convertedLoan(
  world: World,
  clerk: HttpClient,
  { person }: SignedIn,
  unitKey: string,
): Promise<string> {
  const bankLoan = {
    ...{ type: 'commercial-housing', lender: LENDER, contractNo: CONTRACT, balance: '358000.00' },
    ...{ monthly: '2400.00', purpose: 'housing', grantedOn: '2021-06-18' },
  };
  await world.control('POST', '/control/people', { people: [{ ...person, credit: { loans: [bankLoan] } }] });
  await world.control('PUT', `/control/units/${unitKey}`, {
    title: {
      titleNo: `晋(2022)太原市不动产权第2${unitKey.slice(-6)}号`,
      registeredOn: '2022-05-20',
      ownerIdNos: [person.idNo],
    },
    landUntil: '2082-03-31',
  });
  const paper = { number: 'ZM-2027-0310', issuer: LENDER, issuedOn: '2027-03-01' };
  const payee = { name: LENDER, accountNo: '104014010000000022', bankCode: '104' };
  const input = {
    creditConsentNo: consentNo(),
    applicant: { name: person.name, idNo: person.idNo },
    unitKey,
    papers: {
      identity: cardOf(person),
      statement: {
        ...{ kind: 'lender-statement', ...paper, lender: LENDER, contractNo: CONTRACT },
        ...{ balance: '358000.00', payee },
      },
      price: {
        ...{ kind: 'purchase-contract', ...paper, price: '1200000.00' },
        ...{ address: '太原市小店区某小区某号', area: '108.60' },
      },
    },
  };
  const answer = await clerk.post('/v1/cases', { item: 'DK05', input }, { key: randomUUID() });
  return receiptOf(expectDone(answer) as CaseView, 'loanId');
}

async function killPreNotice(
  world: World,
  moment: CrashMoment,
  { staff, time, member, flat }: AtDesk & { member: SignedIn; flat: number },
): Promise<Kill> {
  await buyHome(world, flat, [member.person]);
  const { loanId } = await committedLoan(member, { termMonths: 120 });
  await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time });
  await registrar(world, await applicationOf(world, loanId), 'register');
  await untilActive({ member, loanId });
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  // The registry tells its event again until it is taken.
  await world.control('POST', `/control/rea/units/${unitKeyOf(flat)}/first-title`, {});
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const asked = await conversionsOf(world, loanId);
  await world.restartApi(0);
  const applyNo = await until('the conversion', () => conversionAtRegistry(world, loanId), 60);
  await registrar(world, applyNo, 'register');
  await until('the mortgage', async () => (await conversionsOf(world, loanId)).join() === 'registered', 60);
  const payments = (await paidFor(world, loanId)).length;
  const found = `loan active, ${asked.length} conversions asked for`;
  return { moment, found, payments, outcome: 'told again by the registry, asked for once' };
}

async function conversionsOf(world: World, loanId: string): Promise<string[]> {
  const found = await rows<{ state: string }>(
    world,
    'SELECT state FROM loan_mortgage WHERE loan_id = $1 AND conversion',
    [loanId],
  );
  return found.map(({ state }) => state);
}

async function conversionAtRegistry(world: World, loanId: string): Promise<string | undefined> {
  const [found] = await rows<{ no: string }>(
    world,
    `SELECT apply_no AS no FROM loan_mortgage WHERE loan_id = $1 AND conversion AND state = 'accepted'`,
    [loanId],
  );
  return found?.no;
}

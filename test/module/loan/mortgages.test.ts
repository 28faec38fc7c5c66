import { newId } from '../../../src/kernel/identifiers/uuid';
import { VoidLoans } from '../../../src/modules/loan/app/application/void-loans';
import { DisburseLoan } from '../../../src/modules/loan/app/disbursement/disburse-loan';
import { DisbursementSettlement } from '../../../src/modules/loan/app/disbursement/disbursement-settlement';
import { LoanFile } from '../../../src/modules/loan/app/loan-file';
import { ReleaseMortgage } from '../../../src/modules/loan/app/mortgage/release-mortgage';
import { Ledger } from '../../../src/modules/ledger';
import type { RejectedInstruction } from '../../../src/modules/settlement';
import type { HttpClient } from '../../support';
import { CENTRE } from '../oversight/road';
import { HallsUnderTest, type HallUnderTest } from './halls-under-test';

let world: HallsUnderTest;
let clerk: HttpClient;
let manager: HttpClient;

beforeAll(async () => {
  world = await HallsUnderTest.start();
  clerk = await world.road.signedIn(world.road.person('buyer'), 'clerk');
  manager = await world.road.signedIn(world.road.person('retiree'), 'manager');
}, 60_000);
afterAll(() => world.stop());
afterEach(async () => {
  for (const target of ['rea', 'bank', 'hsg'])
    await world.road.control('PUT', `moods/${target}`, { mood: 'normal' });
  expect(await world.road.breachesOf('G2')).toEqual([]);
});

const isActive = (loan: HallUnderTest) =>
  world.road.until(async () => (await world.loanState(loan)) === 'active');
const paid = async (): Promise<HallUnderTest> => {
  const loan = await world.newHomeWithRegistry();
  await world.registry(loan, 'register');
  await isActive(loan);
  return loan;
};
const askAnew = async ({ loanId }: HallUnderTest): Promise<number> =>
  (await clerk.post(`/v1/loans/${loanId}/mortgage`, {})).status;
const disbursement = async ({ loanId }: HallUnderTest): Promise<string> => {
  const [row] = await world.road.query<{ state: string }>(
    'SELECT state FROM loan_disbursement WHERE loan_id = $1',
    [loanId],
  );
  return row!.state;
};
const bankReturns = async ({ loanId }: HallUnderTest): Promise<void> => {
  const [own] = await world.road.query<{ reference: string; bank: string }>(
    `SELECT i.reference, a.bank_code AS bank FROM instruction AS i JOIN bank_account AS a ON a.id = i.bank_account_id
      WHERE i.source_id = $1 AND i.state = 'paid'`,
    [loanId],
  );
  await world.road.control('POST', `bank/${own!.bank}/returns`, {
    reference: own!.reference,
    reason: '户名不符',
  });
};
const titleIssued = ({ unitKey }: HallUnderTest) =>
  world.road.control('POST', `rea/units/${unitKey}/first-title`, {});
const mortgages = ({ loanId }: HallUnderTest) =>
  world.road.query<{ kind: string; conversion: boolean; state: string; certNo: string; releases: string }>(
    `SELECT kind, conversion, state, cert_no AS "certNo", releases_cert_no AS releases FROM loan_mortgage
      WHERE loan_id = $1 ORDER BY requested_at, apply_no`,
    [loanId],
  );

describe('a mortgage that is lost while its loan is being paid', () => {
  test('and the bank gives the money back: a clerk asks anew, and it is paid upon the new one', async () => {
    const loan = await paid();
    await world.registry(loan, 'cancel', { reason: '法院裁定' });
    await bankReturns(loan);
    await world.road.until(async () => (await world.loanState(loan)) === 'signed');
    expect(await disbursement(loan)).toBe('withdrawn');
    const again = await manager.post(`/v1/loans/${loan.loanId}/disbursement`, {});
    expect(again.body.code).toBe('LOAN_NOT_TO_DISBURSE');
    expect(await askAnew(loan)).toBe(200);
    await world.work(1);
    await world.registry(loan, 'register');
    await isActive(loan);
  }, 30_000);

  test('and the bank rejects the payment: the loan goes back to where its mortgage is asked for', async () => {
    const loan = await world.newHomeWithRegistry();
    await world.road.control('PUT', 'moods/bank', { mood: 'silence', calls: 1 });
    await world.registry(loan, 'register');
    await world.road.until(async () => (await world.loanState(loan)) === 'disbursing');
    await world.registry(loan, 'cancel', { reason: '法院裁定' });
    const told = { sourceId: loan.loanId, rejectCode: 'E0001' } as RejectedInstruction;
    await world.run((tx) => world.road.opened(DisbursementSettlement).onRejected(tx, told));
    expect([await world.loanState(loan), await disbursement(loan)]).toEqual(['signed', 'withdrawn']);
    expect(await askAnew(loan)).toBe(200);
  }, 30_000);
});

describe('a contract on a new home that is cancelled after the loan was approved', () => {
  test('is found right before the money leaves: nothing is paid, and a person looks', async () => {
    const loan = await world.newHomeWithRegistry();
    const contract = `contracts/${encodeURIComponent(loan.contractNo)}`;
    await world.road.control('PUT', contract, { status: 'cancelled' });
    await world.registry(loan, 'register');
    await world.road.until(async () => (await disbursement(loan)) === 'held');
    expect(await world.incidents(loan)).toEqual(['CONTRACT_CANCELLED']);
    expect(await world.loanState(loan)).toBe('mortgage-registered');
    expect(await world.road.count('instruction', `source_id = '${loan.loanId}'`)).toBe(0);
    // It stands after all; while the bureau is silent the payment is put off, and nothing else happens.
    await world.road.control('PUT', contract, { status: 'valid' });
    await world.road.control('PUT', 'moods/hsg', { mood: 'silence', calls: 1 });
    const anew = await manager.post(`/v1/loans/${loan.loanId}/disbursement`, {});
    expect([anew.status, await disbursement(loan)]).toEqual([202, 'due']);
    await world.road.opened(DisburseLoan).disburse(CENTRE, loan.loanId);
    await isActive(loan);
  }, 30_000);
});

describe('a mortgage of a loan that came to nothing', () => {
  const giveUp = (loan: HallUnderTest): Promise<void> =>
    world.run(async (tx) => {
      const stored = await world.road.opened(LoanFile).lock(tx, loan.loanId);
      await world.road.opened(VoidLoans).void(tx, stored!, { step: 'cancel', reason: 'borrower' });
    });
  const kinds = async (loan: HallUnderTest): Promise<string[]> =>
    (
      await world.road.query<{ kind: string }>(
        `SELECT kind FROM event WHERE case_id = $1 AND kind IN ('cancelled', 'release-requested', 'release-refused', 'mortgage-released') ORDER BY seq`,
        [loan.loanId],
      )
    ).map(({ kind }) => kind);

  test('was registered while its money waited: its release is asked for, asked anew when refused, and told', async () => {
    const loan = await world.newHomeWithRegistry();
    const contract = `contracts/${encodeURIComponent(loan.contractNo)}`;
    await world.road.control('PUT', contract, { status: 'cancelled' });
    await world.registry(loan, 'register');
    await world.road.until(async () => (await disbursement(loan)) === 'held');
    await giveUp(loan);
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'pre-notice', state: 'registered' },
      { kind: 'release', state: 'requested' },
    ]);
    expect([await world.next(loan), await askAnew(loan)]).toMatchObject([{ who: 'registry' }, 409]);
    await world.work(1);
    await world.registry(loan, 'refuse', { reason: '材料不全' });
    expect(await world.next(loan)).toMatchObject({ who: 'centre' });
    expect([await askAnew(loan), await askAnew(loan)]).toEqual([200, 409]);
    await world.work(1);
    await world.registry(loan, 'register');
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'pre-notice', state: 'cancelled' },
      { kind: 'release', state: 'refused' },
      { kind: 'release', state: 'registered' },
    ]);
    expect([await world.next(loan), await askAnew(loan)]).toMatchObject([{ who: 'nobody' }, 409]);
    expect(await kinds(loan)).toEqual([
      ...['cancelled', 'release-requested', 'release-refused'],
      ...['release-requested', 'mortgage-released'],
    ]);
  }, 30_000);

  test('is registered after it was given up: it is released as well, and a person knows', async () => {
    const loan = await world.newHomeWithRegistry();
    await giveUp(loan);
    expect(await mortgages(loan)).toMatchObject([{ kind: 'pre-notice', state: 'withdrawn' }]);
    await world.registry(loan, 'register');
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'pre-notice', state: 'registered' },
      { kind: 'release', state: 'requested' },
    ]);
    expect(await world.incidents(loan)).toEqual(['MORTGAGE_OF_VOID_LOAN']);
    const listed = async () =>
      (
        (await clerk.get('/v1/loan-incidents')).body.incidents as {
          id: string;
          loanId: string;
          closing: object | null;
        }[]
      ).find(({ loanId }) => loanId === loan.loanId)!;
    const { id, closing } = await listed();
    expect(closing).toBeNull();
    const close = (body: object) => clerk.post(`/v1/loan-incidents/${id}/closing`, body);
    expect((await close({ reason: '' })).status).toBe(400);
    const closed = await close({ reason: '已申请注销' });
    expect([closed.status, closed.body]).toMatchObject([200, { id, loanId: loan.loanId }]);
    expect((await close({ reason: '再次办结' })).body.code).toBe('INCIDENT_CLOSED');
    expect((await listed()).closing).toMatchObject({ reason: '已申请注销', role: 'clerk' });
    expect((await clerk.post(`/v1/loan-incidents/${newId()}/closing`, { reason: '没有' })).status).toBe(404);
    await world.work(1);
    await world.registry(loan, 'register');
    expect((await mortgages(loan)).map(({ state }) => state)).toEqual(['cancelled', 'registered']);
  }, 30_000);
});

describe('a pre-notice that is to become a mortgage', () => {
  test('is refused, then cancelled when it had become one: a person looks each time, and a clerk asks anew', async () => {
    const loan = await paid();
    await titleIssued(loan);
    await world.work(1);
    await world.registry(loan, 'refuse', { reason: '材料不全' });
    expect(await world.incidents(loan)).toEqual(['CONVERSION_REFUSED']);
    expect(await askAnew(loan)).toBe(200);
    expect(await askAnew(loan)).toBe(409);
    await world.work(1);
    await world.registry(loan, 'register');
    await world.registry(loan, 'cancel', { reason: '法院裁定' });
    expect(await world.incidents(loan)).toEqual(['CONVERSION_CANCELLED', 'CONVERSION_REFUSED']);
    expect(await askAnew(loan)).toBe(200);
    expect(await world.loanState(loan)).toBe('active');
  }, 30_000);

  /** The registry ends the pre-notice that its own entry as a mortgage replaces. */
  const endPreNotice = async (loan: HallUnderTest): Promise<void> => {
    const preNotice = `${(await world.applyNo(loan)).slice(0, -1)}1`;
    await world.road.control('POST', `rea/mortgages/${preNotice}/cancel`, { reason: '已转为抵押登记' });
  };

  test('ends because it became one: nobody has to look, in whatever order the registry tells', async () => {
    const told: [string, (loan: HallUnderTest) => Promise<void>][] = [
      ['registered', async (loan) => (await world.registry(loan, 'register'), endPreNotice(loan))],
      ['ended', async (loan) => (await endPreNotice(loan), world.registry(loan, 'register'))],
    ];
    for (const [first, tell] of told) {
      const loan = await paid();
      await titleIssued(loan);
      await world.work(1);
      await tell(loan);
      expect([first, await mortgages(loan)]).toMatchObject([
        first,
        [
          { kind: 'pre-notice', state: 'cancelled' },
          { kind: 'mortgage', state: 'registered' },
        ],
      ]);
      expect([first, await world.incidents(loan)]).toEqual([first, []]);
    }
  }, 30_000);

  test('ends and does not become one: a person looks, for nothing secures the loan', async () => {
    const loan = await paid();
    await titleIssued(loan);
    await world.work(1);
    await endPreNotice(loan);
    expect(await world.incidents(loan)).toEqual([]);
    await world.registry(loan, 'refuse', { reason: '材料不全' });
    expect([...(await world.incidents(loan))].sort()).toEqual([
      'CONVERSION_REFUSED',
      'MORTGAGE_CANCELLED_AFTER_DISBURSING',
    ]);
    const another = await paid();
    await world.registry(another, 'cancel', { reason: '法院裁定' });
    expect(await world.incidents(another)).toEqual(['MORTGAGE_CANCELLED_AFTER_DISBURSING']);
  }, 30_000);

  test('becomes one though its home had its title before it was registered', async () => {
    const loan = await world.newHomeWithRegistry();
    await titleIssued(loan);
    expect((await mortgages(loan)).map(({ kind }) => kind)).toEqual(['pre-notice']);
    await world.registry(loan, 'register');
    await isActive(loan);
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'pre-notice', state: 'registered' },
      { kind: 'mortgage', conversion: true, state: 'requested' },
    ]);
  }, 30_000);

  test('becomes one when its loan is settled already: what stands then is given up as well, each by its certificate', async () => {
    const loan = await paid();
    await titleIssued(loan);
    await world.work(1);
    await world.road.pastAllGuards(
      `UPDATE loan SET state = 'settled' WHERE id = '${loan.loanId}'`,
      `UPDATE loan_account SET state = 'settled', settled_on = '2026-11-21', principal_fen = 0, planned_fen = 0, instalment_fen = 0,
              periods_left = 0, next_due_on = NULL, next_interest_fen = NULL WHERE loan_id = '${loan.loanId}'`,
    );
    const conversion = await world.applyNo(loan);
    await world.run((tx) =>
      world.road.opened(ReleaseMortgage).request(tx, {
        ...{ id: loan.loanId, loanNo: conversion.slice(0, -2) },
        caseId: loan.loanId,
      }),
    );
    await world.work(1);
    await world.road.control('POST', `rea/mortgages/${conversion}/register`, {});
    const asked = (await mortgages(loan)).filter(({ kind }) => kind === 'release');
    const [preNotice, mortgage] = (await mortgages(loan)).filter(({ kind }) => kind !== 'release');
    expect(asked.map(({ releases }) => releases)).toEqual([preNotice!.certNo, mortgage!.certNo]);
    await world.work(1);
    // The first is released: what came of it stands until its own release.
    await world.road.control('POST', `rea/mortgages/${conversion.slice(0, -1)}3/register`, {});
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'pre-notice', state: 'cancelled' },
      { kind: 'mortgage', state: 'registered' },
      { kind: 'release', state: 'registered' },
      { kind: 'release', state: 'accepted' },
    ]);
    await world.registry(loan, 'register');
    expect((await mortgages(loan))[1]).toMatchObject({ kind: 'mortgage', state: 'cancelled' });
  }, 30_000);
});

describe('money of a loan that comes back after something was repaid', () => {
  test('is kept, and sent on to the same payee by a manager: the loan goes on as it is', async () => {
    const loan = await paid();
    await world.road.pastAllGuards(`UPDATE loan_account SET next_no = 2 WHERE loan_id = '${loan.loanId}'`);
    const before = await kept();
    await bankReturns(loan);
    await world.road.until(async () => (await disbursement(loan)) === 'returned');
    expect([await world.loanState(loan), await world.incidents(loan)]).toEqual([
      'active',
      ['RETURNED_AFTER_REPAYMENT'],
    ]);
    expect((await kept()) - before).toBe(50_000_000n);
    // The bank rejects it once more: it is still kept.
    await world.road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    const anew = () => manager.post(`/v1/loans/${loan.loanId}/disbursement`, {});
    expect((await anew()).status).toBe(202);
    expect([await disbursement(loan), await world.loanState(loan)]).toEqual(['returned', 'active']);
    expect((await anew()).status).toBe(202);
    expect([await disbursement(loan), await world.loanState(loan)]).toEqual(['paid', 'active']);
    expect(await kept()).toBe(before);
    expect((await anew()).body.code).toBe('LOAN_NOT_TO_DISBURSE');
    const [payees] = await world.road.query<{ n: number; times: number }>(
      `SELECT count(DISTINCT payee_account_id)::int AS n, count(*)::int AS times FROM instruction WHERE source_id = $1`,
      [loan.loanId],
    );
    expect(payees).toEqual({ n: 1, times: 3 });
    for (const id of ['I6', 'I12']) expect([id, await world.road.breachesOf(id)]).toEqual([id, []]);
  }, 30_000);
});

/** What is owed on 21905, in fen. */
async function kept(): Promise<bigint> {
  return world.run(async (tx) => {
    const leaf = await world.road.opened(Ledger).leafOf(tx, '21905');
    const [row] = await tx.query<{ owed: string }>(
      `SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::text AS owed FROM entry WHERE account_id = $1`,
      [leaf],
    );
    return BigInt(row!.owed);
  });
}

import { sealHome } from '../../../scripts/legacy/sealed-home';
import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { ReleaseMortgage } from '../../../src/modules/loan/app/mortgage/release-mortgage';
import { LoanFile } from '../../../src/modules/loan/app/loan-file';
import { FollowCards } from '../../../src/modules/loan/app/servicing/follow-cards';
import { RetryDues } from '../../../src/modules/loan/app/servicing/retry-dues';
import { RunDues } from '../../../src/modules/loan/app/servicing/run-dues';
import { selectCardless } from '../../../src/modules/loan/store/servicing/cardless-loan-store';
import { Parties } from '../../../src/modules/party';
import { AppConfig } from '../../../src/platform/config';
import { Sealer } from '../../../src/platform/crypto';
import type { Tx } from '../../../src/platform/database/tx';
import { HallsUnderTest, type HallUnderTest } from './halls-under-test';

let world: HallsUnderTest;

beforeAll(async () => {
  world = await HallsUnderTest.start();
}, 60_000);
afterAll(() => world.stop());

/** A loan that runs, as a former system leaves it: no case, no people on its papers, and nothing of its mortgage is known. */
async function takenOver(): Promise<HallUnderTest> {
  const loan = await world.newHomeWithRegistry();
  await world.registry(loan, 'register');
  await world.road.until(async () => (await world.loanState(loan)) === 'active');
  const details = sealHome(world.road.opened(Sealer), '虚构').toString('hex');
  await world.road.pastAllGuards(
    `UPDATE loan SET case_id = NULL, details_sealed = '\\x${details}' WHERE id = '${loan.loanId}'`,
    `UPDATE loan_account SET former_no = 'DK0000000001', card_id = NULL WHERE loan_id = '${loan.loanId}'`,
    `DELETE FROM loan_mortgage WHERE loan_id = '${loan.loanId}'`,
    `DELETE FROM loan_disbursement WHERE loan_id = '${loan.loanId}'`,
  );
  return loan;
}

const settle = ({ loanId }: HallUnderTest) =>
  world.road.pastAllGuards(
    `UPDATE loan SET state = 'settled' WHERE id = '${loanId}'`,
    `UPDATE loan_account SET state = 'settled', settled_on = '2026-11-21', principal_fen = 0, planned_fen = 0, instalment_fen = 0,
            periods_left = 0, next_due_on = NULL, next_interest_fen = NULL WHERE loan_id = '${loanId}'`,
  );
/** As the case that closes a settled loan does. */
const release = ({ loanId }: HallUnderTest) =>
  world.run(async (tx) => {
    const loan = await world.road.opened(LoanFile).lock(tx, loanId);
    return world.road.opened(ReleaseMortgage).request(tx, loan!);
  });
const mortgages = ({ loanId }: HallUnderTest) =>
  world.road.query<{ kind: string; state: string; certNo: string | null; releases: string | null }>(
    `SELECT kind, state, cert_no AS "certNo", releases_cert_no AS releases FROM loan_mortgage WHERE loan_id = $1 ORDER BY apply_no`,
    [loanId],
  );

describe('the mortgage of a loan that was taken over without its certificate', () => {
  test('is asked of the registry when the loan is settled, and released without application', async () => {
    const loan = await takenOver();
    expect(await mortgages(loan)).toEqual([]);
    await settle(loan);
    expect([await release(loan), await release(loan)]).toEqual(['requested', 'requested']);
    await world.work(2);
    const [inquiry, asked] = await mortgages(loan);
    expect(inquiry).toMatchObject({ kind: 'inquiry', state: 'registered', certNo: expect.any(String) });
    expect(asked).toMatchObject({ kind: 'release', state: 'accepted', releases: inquiry!.certNo });
    const files = (await world.road.control('GET', 'rea/mortgages', undefined)) as {
      files: { applyNo: string; releases: string | null }[];
    };
    expect(files.files.filter(({ releases }) => releases === inquiry!.certNo)).toHaveLength(1);
    await world.registry(loan, 'register');
    await world.road.until(async () => (await mortgages(loan))[1]?.state === 'registered');
    expect((await mortgages(loan))[0]).toMatchObject({ state: 'cancelled' });
    expect(await release(loan)).toBe('released');
    expect(await world.incidents(loan)).toEqual([]);
  }, 60_000);

  test('that the registry does not know is told to a person, and can be asked anew', async () => {
    const loan = await takenOver();
    await world.road.control('PUT', `units/${loan.unitKey}`, { mortgages: [] });
    await settle(loan);
    await release(loan);
    // A registry that is silent says nothing of it.
    await world.road.control('PUT', 'moods/rea', { mood: 'silence' });
    await world.work(1);
    expect(await mortgages(loan)).toMatchObject([{ kind: 'inquiry', state: 'requested' }]);
    await world.road.control('PUT', 'moods/rea', { mood: 'normal' });
    await world.work(1);
    expect(await mortgages(loan)).toMatchObject([{ kind: 'inquiry', state: 'refused' }]);
    expect(await world.incidents(loan)).toEqual(['MORTGAGE_NOT_FOUND']);
    expect(await release(loan)).toBe('requested');
  }, 60_000);

  test('is not that of another loan on the home, and of several others none is released', async () => {
    const [loan, other] = [await takenOver(), await world.newHomeWithRegistry()];
    await world.registry(other, 'register');
    await world.road.until(async () => (await mortgages(other))[0]?.state === 'registered');
    const mortgagee = world.road.opened(AppConfig).centreName;
    const stand = (...certificates: string[]) =>
      world.road.control('PUT', `units/${loan.unitKey}`, {
        mortgages: certificates.map((certNo) => ({ certNo, mortgagee, kind: 'mortgage' })),
      });
    const others = (await mortgages(other))[0]!.certNo!;
    const [first, second] = ['晋(2019)太原市不动产证明第0000001号', '晋(2019)太原市不动产证明第0000002号'];
    await settle(loan);
    await stand(others);
    await release(loan);
    await world.work(1);
    await stand(others, first, second);
    await release(loan);
    await world.work(1);
    expect(await mortgages(loan)).toMatchObject([
      { kind: 'inquiry', state: 'refused', certNo: null },
      { kind: 'inquiry', state: 'refused', certNo: null },
    ]);
    expect(await world.incidents(loan)).toEqual(['MORTGAGE_NOT_FOUND', 'MORTGAGE_NOT_TOLD_APART']);
    await stand(others, second);
    await release(loan);
    await world.work(1);
    expect((await mortgages(loan)).slice(2)).toMatchObject([
      { kind: 'inquiry', certNo: second },
      { kind: 'release', releases: second },
    ]);
  }, 60_000);

  test('of a loan that we granted is never asked so', async () => {
    const loan = await takenOver();
    await world.road.pastAllGuards(`UPDATE loan SET case_id = gen_random_uuid() WHERE id = '${loan.loanId}'`);
    await settle(loan);
    expect(await release(loan)).toBe('none');
  }, 60_000);
});

describe('a loan that was taken over without a card', () => {
  test('stands in a list until its borrower binds one, and is then asked of it', async () => {
    const loan = await takenOver();
    await world.road.pastAllGuards(`UPDATE payout_card SET replaced_at = now() WHERE replaced_at IS NULL`);
    const clerk = await world.road.signedIn(world.road.person('buyer'), 'clerk');
    const waiting = async () => {
      const { status, body } = await clerk.get('/v1/loans-without-card');
      expect(status).toBe(200);
      return (
        body.loans as { loanId: string; takenOver: boolean; borrower: string; unpaidPeriods: number }[]
      ).find(({ loanId }) => loanId === loan.loanId);
    };
    const readings = () => world.road.count('loan_reading', `loan_id = '${loan.loanId}' AND role = 'clerk'`);
    const before = await readings();
    expect(await waiting()).toMatchObject({ takenOver: true, borrower: expect.stringContaining('*') });
    expect((await readings()) - before).toBe(1);
    expect(await world.next(loan)).toMatchObject({
      who: 'borrower',
      what: { zh: expect.stringContaining('绑定') },
    });
    const day = parseDay('2026-12-21');
    const nights = () =>
      world.run(async (tx) => {
        await world.road.opened(FollowCards).batch(tx);
        await world.road.opened(RunDues).batch(tx, { day });
        return world.road.opened(RetryDues).batch(tx, { day: parseDay('2026-12-22') });
      });
    const asked = () => world.road.count('loan_deduction', `loan_id = '${loan.loanId}' AND state = 'wanted'`);
    await nights();
    expect([await asked(), (await waiting())?.unpaidPeriods]).toEqual([0, 1]);
    const { idNo } = world.road.person('renter');
    await world.run((tx) => {
      const parties = world.road.opened(Parties);
      const card = { bankCode: '104', cardNo: '6219990000012345', phone: '13900000000', evidenceId: newId() };
      return parties.bindCard(tx, { ...card, personId: parties.idOf(idNo) });
    });
    await world.road.pastAllGuards(
      `UPDATE loan_account SET tried_on = NULL WHERE loan_id = '${loan.loanId}'`,
    );
    await nights();
    expect([await asked(), await waiting()]).toEqual([1, undefined]);
    const member = await world.road.signedIn(world.road.person('renter'), 'member');
    expect((await member.get('/v1/loans-without-card')).status).toBe(403);
  }, 60_000);
});

test('the first of those without a card are found by an index, in their order', async () => {
  const plan = await world.run(async (tx) => {
    await tx.execute('SET LOCAL enable_seqscan = off');
    await tx.execute('SET LOCAL enable_sort = off');
    const explained: Pick<Tx, 'centreId' | 'query'> = {
      centreId: tx.centreId,
      query: (sql, values) => tx.query(`EXPLAIN (COSTS off) ${sql}`, values),
    };
    return (await selectCardless(explained as Tx, 200)) as unknown as { 'QUERY PLAN': string }[];
  });
  const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(lines).toMatch(/Index (Only )?Scan using loan_account_without_card/);
  expect(lines).not.toMatch(/Sort/);
}, 60_000);

test('how accounts repay it is not chosen for a loan that was taken over: there is nothing to sign', async () => {
  const { loanId } = await takenOver();
  const borrower = await world.road.signedIn(world.road.person('renter'), 'member');
  const { status, body } = await borrower.get(`/v1/loans/${loanId}/signing/hedging`);
  expect([status, body.code]).toEqual([409, 'LOAN_NOT_TO_SIGN']);
}, 60_000);

import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { ExpireHalls } from '../../../src/modules/loan/app/hall/expire-halls';
import { RunHall } from '../../../src/modules/loan/app/hall/run-hall';
import { HallWorker } from '../../../src/modules/loan/app/hall/hall-worker';
import { LapseCommitments } from '../../../src/modules/loan/app/application/lapse-commitments';
import { VoidLoans } from '../../../src/modules/loan/app/application/void-loans';
import { LoanFile } from '../../../src/modules/loan/app/loan-file';
import { HallsUnderTest, type HallUnderTest } from './halls-under-test';

/** The day after the commitment has run out. */
const LATE = parseDay('2027-01-21');

let world: HallsUnderTest;

beforeAll(async () => {
  world = await HallsUnderTest.start();
}, 60_000);
afterAll(() => world.stop());
afterEach(async () => {
  for (const target of ['rea', 'tax', 'hsg', 'bnk'])
    await world.road.control('PUT', `moods/${target}`, { mood: 'normal' });
  for (const id of ['H1', 'H2', 'H3', 'H5']) expect([id, await world.road.breachesOf(id)]).toEqual([id, []]);
});

const expire = (): Promise<number> =>
  world.run((tx) => world.road.opened(ExpireHalls).batch(tx, { day: LATE }));
const giveUp = (hall: HallUnderTest): Promise<void> =>
  world.run(async (tx) => {
    const loan = await world.road.opened(LoanFile).lock(tx, hall.loanId);
    await world.road.opened(VoidLoans).void(tx, loan!, { step: 'cancel', reason: 'borrower' });
  });
const contract = (hall: HallUnderTest, status: string) =>
  world.road.control('PUT', `sales/${encodeURIComponent(hall.contractNo)}`, { status });
const instructions = (hall: HallUnderTest) => world.road.count('instruction', `source_id = '${hall.loanId}'`);

describe('a second-hand home in one hall', () => {
  test('goes side by side from one form, joins before the transfer, and pays the seller at the end', async () => {
    const hall = await world.committed();
    await world.work(1);
    expect(await world.states(hall, 'tax', 'custody', 'loan', 'title')).toEqual({
      hall: 'open',
      loan: 'approved',
      tax: 'accepted',
      custody: 'awaiting',
      title: 'waiting',
    });
    await world.tax(hall, 'assess');
    // Half of the down payment is not in custody yet.
    await world.custody(hall, 'fund', { amount: '150000.00' });
    await world.work(1);
    const assessed = await world.view(hall);
    expect(assessed.branches.find(({ branch }) => branch === 'tax')).toMatchObject({
      who: 'borrower',
      shown: { amount: '10000.00' },
    });
    expect(await world.states(hall, 'custody')).toMatchObject({ custody: 'awaiting' });
    await world.tax(hall, 'pay');
    await world.custody(hall, 'fund');
    await world.work(1);
    // Nothing is applied for before the loan is signed; the centre asks for it, nobody else.
    expect(await world.states(hall, 'tax', 'custody', 'title')).toMatchObject({
      title: 'waiting',
      tax: 'paid',
    });
    await world.sign(hall);
    expect(await world.states(hall, 'loan', 'contract', 'title')).toEqual({
      hall: 'open',
      loan: 'committed',
      contract: 'confirming',
      title: 'waiting',
    });
    await world.work(2);
    expect(await world.states(hall, 'contract', 'title')).toMatchObject({
      contract: 'confirmed',
      title: 'accepted',
    });
    await world.registerBesideOldMortgage(hall);
    expect(await instructions(hall)).toBe(1);
    await world.work(1);
    // The seller's old mortgage still stands: the seller has it, and is not paid.
    expect(await world.states(hall, 'money', 'clearance', 'payout')).toMatchObject({
      money: 'paid',
      clearance: 'standing',
      payout: 'waiting',
    });
    const { branches } = await world.view(hall);
    expect(branches.find(({ branch }) => branch === 'clearance')).toMatchObject({
      who: 'seller',
      letter: 'H',
    });
    await world.clearOldMortgage(hall);
    await world.work(2);
    expect(await world.states(hall, 'clearance', 'payout')).toEqual({
      hall: 'done',
      clearance: 'cleared',
      payout: 'paid',
    });
    expect(await world.outside(hall)).toMatchObject({ custody: { status: 'B1' } });
    const done = await world.view(hall);
    expect(done.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['hall-opened', 'hall-moved', 'hall-joined', 'hall-done']),
    );
    expect(done.timeline.at(-1)?.kind).toBe('hall-done');
    for (const { since } of done.branches) expect(Date.parse(since)).not.toBeNaN();
  }, 60_000);

  test('a signed loan waits for whoever has the branch that is not done', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.tax(hall, 'assess');
    await world.sign(hall);
    await world.work(1);
    expect(await world.next(hall)).toMatchObject({ who: 'borrower', what: { zh: '契税：已核定，待缴款' } });
    await world.tax(hall, 'pay');
    await world.work(1);
    expect(await world.next(hall)).toMatchObject({
      who: 'borrower',
      what: { zh: '首付款资金监管：待存入首付款' },
    });
    expect(await world.road.count('loan_mortgage', `loan_id = '${hall.loanId}'`)).toBe(0);
    await giveUp(hall);
  });

  test('a loan that was committed without a joint case asks for its mortgage when it is signed', async () => {
    const hall = await world.committed();
    await world.road.pastAllGuards(
      ...['loan_hall_branch', 'loan_hall_seller', 'loan_hall'].map(
        (table) => `DELETE FROM ${table} WHERE loan_id = '${hall.loanId}'`,
      ),
    );
    await world.sign(hall);
    expect(await world.road.count('loan_mortgage', `loan_id = '${hall.loanId}'`)).toBe(1);
    await world.work(1);
    expect(await world.loanState(hall)).toBe('mortgage-pending');
    await giveUp(hall);
    expect(await world.loanState(hall)).toBe('void');
  });

  test('a clerk who sells the home has nothing to do with its loan', async () => {
    const hall = await world.committed();
    const seller = await world.road.signedIn(world.road.person('homeOwner'), 'clerk');
    const other = await world.road.signedIn(world.road.person('buyer'), 'clerk');
    const page = `/v1/loans/${hall.loanId}`;
    expect((await other.get(page)).status).toBe(200);
    expect((await seller.get(page)).body).toMatchObject({ status: 403, code: 'OWN_CASE' });
    for (const act of ['check-in', 'confirmation', 'reading']) {
      const body = act === 'confirmation' ? { termsHash: '0'.repeat(64) } : {};
      expect((await seller.post(`${page}/signing/${act}`, body)).body.code).toBe('OWN_CASE');
    }
    await giveUp(hall);
  });

  test('what the desk of the hall tells is a reason to ask the department, not its word', async () => {
    const hall = await world.committed();
    await world.work(1);
    const tell = (party: string, hallNo = hall.hallNo) =>
      world.road.control('POST', `hall/told/${hall.unitKey}/${hallNo}/${party}`, {});
    // Nothing has changed at the tax authority: it is asked, and nothing moves.
    expect(await tell('SWJG')).toEqual({ status: 200 });
    await world.road.opened(HallWorker).workOnce();
    expect(await world.states(hall, 'tax')).toMatchObject({ tax: 'accepted' });
    await world.tax(hall, 'pay');
    expect(await tell('SWJG')).toEqual({ status: 200 });
    await world.road.opened(HallWorker).workOnce();
    expect(await world.states(hall, 'tax')).toMatchObject({ tax: 'paid' });
    expect(await tell('SWJG', 'YT9999999999999999')).toEqual({ status: 404 });
  });

  test('an answer that was on its way when the branch moved on changes nothing, and is asked for anew', async () => {
    const hall = await world.committed();
    await world.due();
    await world.road.control('PUT', 'moods/tax', { mood: 'delay', delayMs: 400, calls: 1 });
    const asking = world.road.opened(HallWorker).workOnce();
    await world.road.until(
      async () =>
        (await world.road.count(
          'loan_hall_branch',
          `loan_id = '${hall.loanId}' AND branch = 'tax' AND lease_until IS NOT NULL`,
        )) === 1,
    );
    await giveUp(hall);
    await asking;
    expect(await world.states(hall, 'tax')).toEqual({ hall: 'unwinding', tax: 'withdrawing' });
    await world.work(2);
    expect(await world.states(hall, 'tax', 'custody')).toEqual({
      hall: 'undone',
      tax: 'withdrawn',
      custody: 'returned',
    });
  });
});

describe('what was begun is taken back', () => {
  test('the borrower gives up before the transfer was applied for: declaration void, down payment back', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.tax(hall, 'pay');
    await world.custody(hall, 'fund');
    await world.work(1);
    await giveUp(hall);
    await world.work(2);
    expect(await world.states(hall, 'loan', 'tax', 'custody', 'title', 'payout')).toEqual({
      hall: 'undone',
      loan: 'void',
      tax: 'refunded',
      custody: 'returned',
      title: 'given-up',
      payout: 'given-up',
    });
    expect(await world.outside(hall)).toMatchObject({ tax: { status: '已退税' }, custody: { status: 'C1' } });
    expect((await world.view(hall)).ending).toBe('borrower');
    expect(await instructions(hall)).toBe(0);
  });

  test('the tax authority does not take the declaration', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.custody(hall, 'fund');
    await world.tax(hall, 'refuse');
    await world.work(3);
    expect(await world.loanState(hall)).toBe('void');
    expect(await world.states(hall, 'tax', 'custody')).toEqual({
      hall: 'undone',
      tax: 'refused',
      custody: 'returned',
    });
    expect((await world.view(hall)).ending).toBe('tax-refused');
  });

  test('the bank takes no custody', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.custody(hall, 'refuse');
    await world.work(3);
    expect(await world.states(hall, 'tax', 'custody')).toEqual({
      hall: 'undone',
      tax: 'withdrawn',
      custody: 'refused',
    });
  });

  test('the contract is cancelled while the registry has the transfer: it is given back before anything else', async () => {
    const hall = await world.withRegistry();
    expect(await world.loanState(hall)).toBe('mortgage-pending');
    await contract(hall, 'cancelled');
    await world.work(1);
    expect(['unwinding', 'undone']).toContain((await world.view(hall)).state);
    await world.work(3);
    expect(await world.loanState(hall)).toBe('void');
    expect(await world.states(hall, 'contract', 'title', 'custody', 'tax')).toEqual({
      hall: 'undone',
      contract: 'cancelled',
      title: 'given-up',
      custody: 'returned',
      tax: 'refunded',
    });
    expect(await instructions(hall)).toBe(0);
  });

  test('the contract is found cancelled at the last look before the transfer: nothing is applied for', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.tax(hall, 'pay');
    await world.custody(hall, 'fund');
    await world.work(1);
    await contract(hall, 'cancelled');
    await world.sign(hall);
    await world.work(3);
    expect(await world.loanState(hall)).toBe('void');
    expect(await world.road.count('loan_mortgage', `loan_id = '${hall.loanId}'`)).toBe(0);
    expect((await world.view(hall)).state).toBe('undone');
  });

  test('sixty days pass before the transfer was applied for: the commitment lapses, custody returns', async () => {
    const hall = await world.committed();
    await world.work(1);
    await world.custody(hall, 'fund');
    await world.work(1);
    const lapses = world.road.opened(LapseCommitments);
    while ((await world.run((tx) => lapses.batch(tx, { day: LATE }))) > 0);
    await world.work(2);
    expect(await world.loanState(hall)).toBe('void');
    expect(await world.states(hall, 'tax', 'custody')).toEqual({
      hall: 'undone',
      tax: 'withdrawn',
      custody: 'returned',
    });
    expect((await world.view(hall)).ending).toBe('commitment-ran-out');
  });

  test('sixty days pass and the registry is silent: nothing goes back until it has spoken', async () => {
    const hall = await world.withRegistry();
    await world.road.control('PUT', 'moods/rea', { mood: 'silence' });
    expect(await expire()).toBeGreaterThan(0);
    expect(await expire()).toBe(0);
    await world.work(2);
    expect(await world.loanState(hall)).toBe('mortgage-pending');
    expect(await world.states(hall, 'title', 'custody', 'tax')).toEqual({
      hall: 'unwinding',
      title: 'accepted',
      custody: 'funded',
      tax: 'paid',
    });
    const { branches } = await world.view(hall);
    expect(branches.find(({ branch }) => branch === 'title')).toMatchObject({ who: 'registry' });
    await world.road.control('PUT', 'moods/rea', { mood: 'normal' });
    await world.work(3);
    expect(await world.loanState(hall)).toBe('void');
    expect(await world.states(hall, 'title', 'custody', 'tax')).toEqual({
      hall: 'undone',
      title: 'given-up',
      custody: 'returned',
      tax: 'refunded',
    });
    expect(await instructions(hall)).toBe(0);
  }, 30_000);

  test('sixty days pass and the registry had registered: the title has passed, so the loan is paid', async () => {
    const hall = await world.withRegistry();
    await world.registry(hall, 'register', { push: false });
    await expire();
    await world.work(2);
    await world.road.until(async () => (await world.loanState(hall)) === 'active');
    expect((await world.view(hall)).timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['hall-unwinding', 'hall-resumed']),
    );
    expect(await instructions(hall)).toBe(1);
    expect(await world.states(hall, 'custody', 'money')).toMatchObject({ custody: 'funded', money: 'paid' });
  });

  test('the borrower gives up while the registry has the transfer, and cannot once the title has passed', async () => {
    const hall = await world.withRegistry();
    await giveUp(hall);
    expect(await world.loanState(hall)).toBe('mortgage-pending');
    await world.work(3);
    expect(await world.loanState(hall)).toBe('void');
    const other = await world.withRegistry();
    // The bank rejects the payment, so that the loan stands between the title and its money.
    await world.road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    await world.registry(other, 'register');
    await world.road.until(async () => (await world.states(other, 'money'))['money'] === 'rejected');
    await expect(giveUp(other)).rejects.toMatchObject({ code: 'TITLE_HAS_PASSED' });
    expect(await world.loanState(other)).toBe('mortgage-registered');
  });

  test('the registry refuses: the loan waits, and a clerk may ask anew within the commitment', async () => {
    const hall = await world.withRegistry();
    const first = await world.applyNo(hall);
    await world.registry(hall, 'refuse', { reason: '材料不全' });
    expect(await world.loanState(hall)).toBe('signed');
    expect(await world.states(hall, 'title', 'custody')).toEqual({
      hall: 'open',
      title: 'refused',
      custody: 'funded',
    });
    const running = world.road.opened(RunHall);
    expect(await world.run((tx) => running.holdsTitle(tx, hall.loanId))).toBe(false);
    const { name, idNo } = world.road.person('buyer');
    const clerk = await world.road.signedIn({ name, idNo }, 'clerk');
    const asked = await clerk.post(`/v1/loans/${hall.loanId}/mortgage`, {}, { key: newId() });
    expect(asked.status).toBe(200);
    await world.work(1);
    expect(await world.applyNo(hall)).not.toBe(first);
    expect(await world.states(hall, 'title')).toMatchObject({ title: 'accepted' });
  });

  test('a contract that is cancelled when the title has passed is for a person', async () => {
    const hall = await world.withRegistry();
    await world.registry(hall, 'register');
    await contract(hall, 'cancelled');
    await world.work(1);
    expect(
      await world.road.count(
        'loan_incident',
        `loan_id = '${hall.loanId}' AND code = 'CONTRACT_CANCELLED_AFTER_TRANSFER'`,
      ),
    ).toBe(1);
    await world.road.until(async () => (await world.loanState(hall)) === 'active');
    expect((await world.view(hall)).state).not.toBe('unwinding');
  });

  test('custody does not pay the seller of a contract that is known to be cancelled before two people say so', async () => {
    const hall = await world.paidWithOldMortgage();
    await contract(hall, 'cancelled');
    await world.work(1);
    await world.clearOldMortgage(hall);
    await world.work(2);
    const stands = () => world.states(hall, 'contract', 'clearance', 'payout');
    expect(await stands()).toEqual({
      hall: 'open',
      contract: 'cancelled',
      clearance: 'cleared',
      payout: 'waiting',
    });
    const clerk = await world.road.signedIn(world.road.person('buyer'), 'clerk');
    const sameManager = await world.road.signedIn(world.road.person('buyer'), 'manager');
    const manager = await world.road.signedIn(world.road.person('retiree'), 'manager');
    const path = `/v1/loans/${hall.loanId}/hall/payout`;
    const say = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
      const { status, body } = await answer;
      return [status, body.code ?? null];
    };
    expect(await say(manager.post(`${path}/decision`, { agreed: true }))).toEqual([
      409,
      'PAYOUT_NOT_PROPOSED',
    ]);
    const proposal = { evidenceNo: '(2027)晋0105民初34号' };
    expect(await say(clerk.post(path, proposal))).toEqual([200, null]);
    expect(await say(clerk.post(path, proposal))).toEqual([409, 'PAYOUT_NOT_HELD']);
    expect(await say(sameManager.post(`${path}/decision`, { agreed: true }))).toEqual([
      409,
      'SECOND_PERSON_WANTED',
    ]);
    // Declined, then proposed anew and agreed to.
    expect(await say(manager.post(`${path}/decision`, { agreed: false }))).toEqual([200, null]);
    expect(await stands()).toMatchObject({ contract: 'cancelled', payout: 'waiting' });
    expect(await say(clerk.post(path, proposal))).toEqual([200, null]);
    expect(await say(manager.post(`${path}/decision`, { agreed: true }))).toEqual([200, null]);
    await world.work(2);
    expect(await stands()).toMatchObject({ hall: 'done', contract: 'upheld', payout: 'paid' });
  }, 60_000);

  test('the mortgage is lost and the contract cancelled when the loan was paid: nothing is taken back, and a person looks', async () => {
    const hall = await world.paidWithOldMortgage();
    await world.registry(hall, 'cancel', { reason: '法院裁定' });
    await contract(hall, 'cancelled');
    await world.work(2);
    expect(await world.states(hall, 'contract', 'title', 'money', 'custody')).toEqual({
      hall: 'open',
      contract: 'cancelled',
      title: 'cancelled',
      money: 'paid',
      custody: 'funded',
    });
    expect(await world.loanState(hall)).toBe('active');
    expect(await world.incidents(hall)).toEqual([
      'CONTRACT_CANCELLED_AFTER_TRANSFER',
      'MORTGAGE_CANCELLED_AFTER_DISBURSING',
    ]);
  }, 60_000);
});

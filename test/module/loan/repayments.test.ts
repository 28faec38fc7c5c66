import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen, parseYuan } from '../../../src/kernel/money';
import { MatchLoanMoney } from '../../../src/modules/loan/app/servicing/match-loan-money';
import { settlementOn } from '../../../src/modules/loan/domain/servicing/settle';
import type { Receipt } from '../../../src/modules/settlement';
import { terms } from '../../domain/loan/one-loan';
import { LoansUnderTest, type Member } from './loans-under-test';

const CARD = '00000000-0000-7000-8000-00000000ca4d';
const FIRST_DUE = '2026-08-09';

let world: LoansUnderTest;
let holder: Member;
let loanId: string;

beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  world.clock.set('2026-07-09');
  holder = await world.member('900000.00');
  loanId = await world.loan({ borrower: holder, periods: 120, principal: '300000.00' });
});

const wanted = (amount: string, mode: 'reduce-term' | 'reduce-instalment' = 'reduce-instalment') => ({
  loanId,
  accountId: holder.accountId,
  sourceId: newId(),
  amountFen: parseYuan(amount),
  mode,
});
const prepay = (amount: string) => world.run((tx) => world.repayments.prepay(tx, wanted(amount)));
const settle = (accountId: bigint | null = holder.accountId) =>
  world.run((tx) => world.repayments.settle(tx, { loanId, accountId, sourceId: newId() }));
const toSettle = async (day: string) =>
  settlementOn((await world.book(loanId)).state, parseDay(day), terms).toPay;
const loanNo = async () => (await world.book(loanId)).account.loanNo;

describe('a part repaid early (DK06)', () => {
  beforeEach(async () => {
    await world.hedge(loanId, 'accounts-first', [holder]);
    await world.nights(FIRST_DUE);
  });

  it('lowers the instalment, with the interest of the part up to the day, out of the own account', async () => {
    world.clock.set('2026-08-19');
    const before = await world.balance(holder.accountId);
    const old = await world.book(loanId);
    const paid = await prepay('50000.00');
    // 50 000.00 × 2.60 % × 10 / 360.
    expect([paid.principalFen, paid.interestFen, paid.drawnFen]).toEqual([5_000_000n, 3_611n, 5_003_611n]);
    expect(before - (await world.balance(holder.accountId))).toBe(5_003_611n);
    const { account } = await world.book(loanId);
    expect(account.instalmentFen < old.account.instalmentFen).toBe(true);
    expect([account.periodsLeft, account.planSeq]).toEqual([119, 2]);
    expect(await world.told(loanId)).toEqual(['hedging-agreed', 'prepaid']);
    expect(await world.breaches()).toEqual([]);
  });

  it('on a due date comes after the instalment, whether the run was there first or not', async () => {
    world.clock.set('2026-09-09');
    const run = world.runDues('2026-09-09');
    await Promise.all([run, prepay('20000.00')]);
    const { account, state } = await world.book(loanId);
    expect([account.nextNo, account.unpaidPeriods, state.dues.length]).toEqual([3, 0, 0]);
    const rows = await world.rows(
      `SELECT kind, period_no AS no, interest_fen AS interest FROM loan_transaction WHERE loan_id = $1 AND business_date = '2026-09-09' ORDER BY seq`,
      [loanId],
    );
    expect(rows).toEqual([
      { kind: '05', no: 2, interest: expect.any(BigInt) as bigint },
      { kind: '03', no: null, interest: 0n },
    ]);
    expect(await world.breaches()).toEqual([]);
  });

  it.each([
    ['9000.00', 'PREPAY_MIN'],
    ['10500.00', 'PREPAY_MIN'],
    ['300000.00', 'PAYMENT_EXCEEDS_DEBT'],
  ])('is refused for %s: %s', async (amount, code) => {
    world.clock.set('2026-08-19');
    await expect(prepay(amount)).rejects.toMatchObject({ code });
  });

  it('is refused while something is overdue, and for more than the account can give', async () => {
    const poor = await world.member('5000.00');
    await expect(
      world.run((tx) => world.repayments.prepay(tx, { ...wanted('10000.00'), accountId: poor.accountId })),
    ).rejects.toMatchObject({ code: 'BALANCE_TOO_LOW' });
    await world.run((tx) => world.hedging.end(tx, loanId, 'cancelled'));
    await world.night('2026-09-10');
    await expect(prepay('10000.00')).rejects.toMatchObject({ code: 'PREPAY_OVERDUE' });
  });
});

describe('a prepayment before any instalment is paid', () => {
  it('is too early', async () => {
    world.clock.set('2026-07-20');
    await expect(prepay('10000.00')).rejects.toMatchObject({ code: 'PREPAY_TOO_EARLY' });
  });
});

describe('a settlement (DK07)', () => {
  it('takes what is due with its penalty, the rest and its interest by days, and ends the loan', async () => {
    await world.nights(FIRST_DUE, '2026-08-20');
    const toPay = await toSettle('2026-08-20');
    const before = await world.balance(holder.accountId);
    const paid = await settle();
    expect([paid.drawnFen, before - (await world.balance(holder.accountId))]).toEqual([toPay, toPay]);
    expect(paid.penaltyFen > 0n).toBe(true);
    expect((await world.book(loanId)).account).toMatchObject({
      state: 'settled',
      loanState: 'settled',
      principalFen: 0n,
    });
    await expect(settle()).rejects.toMatchObject({ code: 'LOAN_NOT_RUNNING' });
    await expect(prepay('10000.00')).rejects.toMatchObject({ code: 'LOAN_NOT_RUNNING' });
    expect(await world.breaches()).toEqual([]);
  });

  it('is one when two ask for it at the same moment', async () => {
    const outcomes = await Promise.allSettled([settle(), settle()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.breaches()).toEqual([]);
  });
});

describe('a sum out of the own account (TQ07)', () => {
  const repay = (amount: string) =>
    world.run((tx) => world.repayments.repayFromAccount(tx, wanted(amount, 'reduce-term')));

  it('pays what is due first, then principal with its interest; all of it is the loan’s', async () => {
    await world.nights(FIRST_DUE, '2026-08-20');
    const before = await world.balance(holder.accountId);
    const { state } = await world.book(loanId);
    const paid = await repay('60000.00');
    expect(before - (await world.balance(holder.accountId))).toBe(6_000_000n);
    const after = await world.book(loanId);
    expect(paid.drawnFen).toBe(6_000_000n);
    expect(paid.principalFen + paid.interestFen + paid.penaltyFen + after.state.prepaid).toBe(6_000_000n);
    expect(after.state.prepaid < 3n).toBe(true);
    expect(after.state.dues).toEqual([]);
    expect(after.account.periodsLeft < 119).toBe(true);
    expect(state.dues.length).toBe(1);
    expect(await world.breaches()).toEqual([]);
  });

  it('settles the loan with the whole debt, and is refused for more', async () => {
    world.clock.set('2026-07-20');
    const toPay = await toSettle('2026-07-20');
    await expect(
      world.run((tx) =>
        world.repayments.repayFromAccount(tx, { ...wanted('1.00'), amountFen: fen(toPay + 1n) }),
      ),
    ).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DEBT' });
    await world.run((tx) => world.repayments.repayFromAccount(tx, { ...wanted('1.00'), amountFen: toPay }));
    expect((await world.book(loanId)).account.state).toBe('settled');
    expect(await world.breaches()).toEqual([]);
  });
});

describe('money that bears the loan’s number (V9)', () => {
  const receipt = async (amountFen: bigint, day: string, remark?: string): Promise<Receipt> => ({
    id: newId(),
    bankAccountId: newId(),
    bankLeafId: world.bankLeaf,
    bankSerial: newId(),
    amountFen: fen(amountFen),
    valueDate: day,
    payer: { name: '试', accountNo: '104999900000000777' },
    remark: remark ?? `还款 ${await loanNo()}`,
    summary: '',
  });
  const come = async (amountFen: bigint, day: string, remark?: string) => {
    const came = await receipt(amountFen, day, remark);
    return world.run((tx) => new MatchLoanMoney(world.money).match(tx, came));
  };

  it('pays what is overdue with its penalty up to the bank’s day, and keeps the rest for the next period', async () => {
    await world.nights(FIRST_DUE, '2026-08-20');
    expect(await come(500_000n, '2026-08-20')).toEqual({ matchedRef: await loanNo() });
    const { state, account } = await world.book(loanId);
    const [due] = await world.rows<{ penalty: bigint; to: string }>(
      'SELECT paid_penalty_fen AS penalty, cleared_on AS to FROM loan_due WHERE loan_id = $1',
      [loanId],
    );
    expect(due?.to).toBe('2026-08-20');
    expect(due!.penalty > 0n).toBe(true);
    expect([state.dues, account.state]).toEqual([[], 'active']);
    expect(state.prepaid > 0n).toBe(true);
    expect(await world.breaches()).toEqual([]);
  });

  it('settles with the whole debt; what is more is a receipt of its own, and of a settled loan nothing is taken', async () => {
    world.clock.set('2026-07-25');
    const toPay = await toSettle('2026-07-25');
    const remark = await loanNo();
    expect(await come(toPay + 5n, '2026-07-25', remark)).toEqual({
      matchedRef: remark,
      parts: [
        { amountFen: toPay, remark },
        { amountFen: 5n, remark: '' },
      ],
    });
    await come(toPay, '2026-07-25', remark);
    expect((await world.book(loanId)).account.state).toBe('settled');
    expect(await come(100n, '2026-07-25', remark)).toBe(false);
    expect(await come(100n, '2026-07-25', '货款')).toBe(false);
    expect(await world.breaches()).toEqual([]);
  });

  it('of a bank day that is ahead of ours counts for the day before the next due date, if that is ahead as well', async () => {
    const loanId = await world.loan();
    world.clock.set('2026-08-08');
    await world.run(async (tx) => {
      const ready = await world.money.ready(tx, loanId, '2026-08-10');
      expect(ready?.on).toBe('2026-08-08');
      const money = {
        by: 'transfer',
        leafId: world.bankLeaf,
        amountFen: 10_000n,
        sourceId: newId(),
      } as const;
      await world.money.book(tx, ready!, money);
    });
    expect((await world.book(loanId)).state).toMatchObject({ prepaid: 10_000n, dues: [], next: { no: 1 } });
    expect(await world.breaches()).toEqual([]);
  });

  it('on a due date before the run lets the period fall due, and draws the rest from the accounts', async () => {
    await world.hedge(loanId, 'accounts-first', [holder]);
    world.clock.set(FIRST_DUE);
    const before = await world.balance(holder.accountId);
    await come(100_000n, FIRST_DUE);
    await world.night(FIRST_DUE);
    const { account, state } = await world.book(loanId);
    expect([account.nextNo, state.dues]).toEqual([2, []]);
    const [due] = await world.rows<{ fen: bigint }>(
      'SELECT principal_fen + interest_fen AS fen FROM loan_due WHERE loan_id = $1',
      [loanId],
    );
    expect(before - (await world.balance(holder.accountId))).toBe(due!.fen - 100_000n);
  });
});

describe('what a card is asked for', () => {
  const take = () => world.run((tx) => world.cards.take(tx, 100));
  const answer = (id: string, paidFen: bigint) =>
    world.run((tx) =>
      world.cards.answer(tx, {
        id,
        paidFen,
        reason: paidFen === 0n ? 'no funds' : null,
        on: FIRST_DUE,
        leafId: world.bankLeaf,
      }),
    );
  beforeEach(async () => {
    loanId = await world.loan({ borrower: holder, periods: 120, principal: '300000.00', cardId: CARD });
  });
  const mine = async () => (await take()).filter((one) => one.loanId === loanId);

  it('is taken once and booked once, when the bank has answered and not before', async () => {
    await world.night(FIRST_DUE);
    const [asked] = await mine();
    expect(await mine()).toEqual([]);
    expect((await world.book(loanId)).state.dues.length).toBe(1);
    expect([await answer(asked!.id, asked!.amountFen), await answer(asked!.id, asked!.amountFen)]).toEqual([
      true,
      false,
    ]);
    expect((await world.book(loanId)).state.dues).toEqual([]);
    const paid = await world.rows(
      `SELECT paid_by AS by, kind FROM loan_transaction WHERE loan_id = $1 AND kind <> '01'`,
      [loanId],
    );
    expect(paid).toEqual([{ by: 'card', kind: '02' }]);
    expect(await world.breaches()).toEqual([]);
  });

  it('that comes first is followed by the accounts for what it did not give', async () => {
    await world.hedge(loanId, 'card-first', [holder]);
    await world.night(FIRST_DUE);
    const [asked] = await mine();
    const before = await world.balance(holder.accountId);
    await answer(asked!.id, 100_000n);
    expect(before - (await world.balance(holder.accountId))).toBe(asked!.amountFen - 100_000n);
    expect((await world.book(loanId)).state.dues).toEqual([]);
    expect(await world.breaches()).toEqual([]);
  });

  it('and does not give leaves the loan overdue, to be asked again the next night', async () => {
    await world.night(FIRST_DUE);
    const [asked] = await mine();
    await answer(asked!.id, 0n);
    await world.night('2026-08-10');
    expect((await world.book(loanId)).account.state).toBe('overdue');
    expect((await mine()).map(({ amountFen }) => amountFen > asked!.amountFen)).toEqual([true]);
  });

  it('is withdrawn when the borrower pays before it was sent; what was sent and comes after the end is kept for them', async () => {
    const other = await world.loan({ borrower: holder, periods: 120, principal: '300000.00', cardId: CARD });
    await world.night(FIRST_DUE);
    const [sent] = (await take()).filter((one) => one.loanId === other);
    const mineAsked = () => world.rows('SELECT state FROM loan_deduction WHERE loan_id = $1', [loanId]);
    await world.run((tx) =>
      tx.execute(`UPDATE loan_deduction SET state = 'wanted' WHERE loan_id = $1`, [loanId]),
    );
    await settle();
    expect(await mineAsked()).toEqual([{ state: 'withdrawn' }]);
    await world.run((tx) =>
      world.repayments.settle(tx, { loanId: other, accountId: holder.accountId, sourceId: newId() }),
    );
    expect(await answer(sent!.id, 5_000n)).toBe(true);
    expect((await world.book(other)).account).toMatchObject({
      state: 'settled',
      settledOn: FIRST_DUE,
      prepaidFen: 5_000n,
    });
    expect(await world.breaches()).toEqual([]);
  });
});

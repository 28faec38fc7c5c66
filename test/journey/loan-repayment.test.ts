import { addDays, parseDay } from '../../src/kernel/calendar';
import { startWorld, type World } from '../support';
import {
  bankMood,
  castOf,
  expectProof,
  impatientBank,
  memberWithCard,
  newPeople,
  rows,
  type SignedIn,
  signIn,
  until,
} from './support';
import { buyHome, committedLoan, LOAN_DATE, readLoan, steadyEmployer } from './support/apply-for-loan';
import { applicationOf, registrar } from './support/disburse-loan';
import { untilActive } from './support/kill-disbursements';
import { dueDayOf, killDueDay, liveOn, takenFor, untilCleared } from './support/kill-loan-dues';
import { signLoan, signingStaff } from './support/sign-loan';

describe('a loan is repaid from the card, and settled', () => {
  let world: World;
  let member: SignedIn;
  let loanId: string;

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      env: { REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000', ...impatientBank },
    });
    const [borrower, ...others] = await newPeople(world, 4);
    await steadyEmployer(world, await castOf(world), [borrower!]);
    const staff = await signingStaff(world, [others[0]!, others[1]!, others[2]!], [LOAN_DATE, LOAN_DATE]);
    member = await memberWithCard(world, borrower!);
    await buyHome(world, 900, [member.person]);
    ({ loanId } = await committedLoan(member, { termMonths: 120 }));
    await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time: '10:00' });
    await registrar(world, await applicationOf(world, loanId), 'register');
    await untilActive({ member, loanId });
  }, 240_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  /** The day on which the service lives is another one now: so is the token. */
  const signedIn = async (): Promise<SignedIn> => {
    member = await signIn(world, member.person, 'member');
    return member;
  };
  const kinds = async () => (await readLoan(await signedIn(), loanId)).timeline.map(({ kind }) => kind);

  test('what the bank refuses on the due day moves nothing; asked for again the next night, it is paid with its penalty', async () => {
    await bankMood(world, 'insufficient-funds', { calls: 1 });
    await liveOn(world, dueDayOf(1));
    await until('a refused instalment', async () => (await kinds()).includes('instalment-unpaid'), 60);
    expect(await takenFor(world, loanId, 1)).toBe(0);
    await liveOn(world, addDays(parseDay(dueDayOf(1)), 1));
    await untilCleared(world, loanId, 1);
    expect(await takenFor(world, loanId, 1)).toBe(1);
    const [penalty] = await rows<{ fen: string }>(
      world,
      `SELECT penalty_fen::text AS fen FROM loan_transaction WHERE loan_id = $1 AND period_no = 1`,
      [loanId],
    );
    expect(Number(penalty?.fen)).toBeGreaterThan(0);
  }, 180_000);

  test('killed when the bank has taken the money and nothing of it is booked: it is booked once, and taken once', async () => {
    const kill = await killDueDay(world, 'deduction-booked:before', { loanId, no: 2 });
    // The bank's notice may be there before its answer to the order.
    expect(kill.found).toMatch(/^instalment due, deduction sent, order (?:accepted|sending)$/);
    expect(kill.payments).toBe(1);
  }, 180_000);

  test('money without a usable number repays the loan once a clerk has read the payer’s paper; more than the debt goes back whole', async () => {
    await signedIn();
    const loan = await readLoan(member, loanId);
    const clerk = await world.signedIn({ role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' });
    const { accountNo: toAccount } = world.centre.bankAccounts.find(
      ({ bankCode, purpose }) => bankCode === '104' && purpose === 'loan',
    )!;
    const payer = { payerName: member.person.name, payerAccount: member.person.cardNo };
    const unmatched = (amount: string) =>
      until('the receipt', async () => {
        const { body } = await clerk.get('/v1/suspense');
        return (body.oldUnmatched as { amount: string; receiptId: string }[]).find(
          (each) => each.amount === amount,
        );
      });
    const said = {
      paper: { kind: 'bank-slip', number: 'HD-7' },
      reason: '附言写了两个编号',
      loanNo: loan.loanNo,
    };
    const claim = async (amount: string) => {
      await world.control('POST', '/control/bank/104/deposits', {
        toAccount,
        amount,
        ...payer,
        remark: '还款',
      });
      const { receiptId } = await unmatched(amount);
      return { receiptId, answer: await clerk.post(`/v1/suspense/${receiptId}/claim`, said) };
    };
    const owed = async (): Promise<number> =>
      Number(
        ((await readLoan(member, loanId)).parts['repayment'] as { toSettleToday: string }).toSettleToday,
      );
    const before = await owed();
    const { answer } = await claim('1234.56');
    expect([answer.status, answer.body.loanNo, answer.body.unitAccountNo]).toEqual([201, loan.loanNo, null]);
    expect((await owed()) < before).toBe(true);

    const over = await claim('9999999.00');
    expect([over.answer.status, over.answer.body.code]).toEqual([409, 'AMOUNT_OVER_DEBT']);
    const { paper, reason } = said;
    expect((await clerk.post(`/v1/suspense/${over.receiptId}/return`, { paper, reason })).status).toBe(201);
    await until('gone back', async () => {
      const { body } = await clerk.get('/v1/suspense');
      return (body.oldUnmatched as unknown[]).length === 0;
    });
  }, 60_000);

  test('settled by a transfer, it is certified, told to the employer and released without anybody applying', async () => {
    await signedIn();
    const loan = await readLoan(member, loanId);
    const { toSettleToday } = loan.parts['repayment'] as { toSettleToday: string };
    await world.control('POST', '/control/bank/104/deposits', {
      toAccount: world.centre.bankAccounts.find(
        ({ bankCode, purpose }) => bankCode === '104' && purpose === 'loan',
      )!.accountNo,
      amount: toSettleToday,
      payerName: member.person.name,
      payerAccount: member.person.cardNo,
      remark: `还款 ${loan.loanNo}`,
    });
    await until('the certificate', async () => (await kinds()).includes('certificate-issued'), 60);
    const release = await until(
      'the application for the release',
      async () => {
        const parts = (await readLoan(member, loanId)).parts['mortgage'] as {
          kind: string;
          state: string;
          applyNo: string;
        }[];
        return parts.find(({ kind, state }) => kind === 'release' && state === 'accepted')?.applyNo;
      },
      60,
    );
    expect((await registrar(world, release, 'register')).status).toBe(200);
    expect((await kinds()).slice(-5)).toEqual([
      'settled',
      'paid',
      'release-requested',
      'certificate-issued',
      'mortgage-released',
    ]);
    const { body } = await member.client.get('/v1/documents');
    expect((body.documents as { kind: string }[]).map(({ kind }) => kind)).toContain('loan-settlement');
    expect(
      await rows(world, `SELECT count(*)::int AS n FROM loan_stop_notice WHERE loan_id = $1`, [loanId]),
    ).toEqual([{ n: 1 }]);
  }, 180_000);
});

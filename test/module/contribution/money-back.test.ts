import { randomUUID } from 'node:crypto';
import { parseMonth } from '../../../src/kernel/month';
import { Ledger } from '../../../src/modules/ledger';
import { Arrears } from '../../../src/modules/contribution';
import { selectCreditedMonths } from '../../../src/modules/contribution/store/months-credited-store';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  await employer.remitted('2026-09');
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const accountOf = async (place: number): Promise<bigint> => {
  const rows = await room.run((tx) =>
    tx.query<{ id: bigint }>('SELECT account_id AS id FROM member_account ORDER BY account_id'),
  );
  return rows[place]!.id;
};
const months = (account: bigint) => room.run((tx) => selectCreditedMonths(tx, account));
const submit = (item: string, input: object) => employer.agent.post('/v1/cases', { item, input });
const backPay = async (lines: readonly object[], reason = 'order') => {
  const order = reason === 'order' ? { orderNo: '晋稽 2026-1' } : {};
  const body = { employerId: employer.employerId, reason, ...order, lines };
  const draft = await employer.agent.post('/v1/back-payments', body);
  expect([draft.status, draft.body.errors]).toEqual([201, undefined]);
  const confirmed = await submit('GJ12', { backPaymentId: draft.body.id });
  expect(confirmed.body.state).toBe('waiting-funds');
  return confirmed.body.receipt as { paymentNo: string; amount: string };
};
const line = (place: number, month: string, more: object = {}) => {
  const { name, idNo } = employer.staff[place]!;
  return { name, idNo, month, ...more };
};
const refund = (place: number, month: string, more: object = {}) => {
  const { name, idNo } = employer.staff[place]!;
  const input = {
    employerId: employer.employerId,
    name,
    idNo,
    month,
    to: 'suspense',
    reason: '多缴',
    ...more,
  };
  return submit('GJ13', input);
};

describe('months that count', () => {
  it('a month made up for counts once it is paid in full, and not before', async () => {
    const account = await accountOf(0);
    expect(await months(account)).toEqual(['2026-09']);
    const half = await backPay([line(0, '2026-08', { employerAmount: '640.00', employeeAmount: '0.00' })]);
    await room.transfer(half.amount, half.paymentNo);
    expect(await months(account)).toEqual(['2026-09']);
    const rest = await backPay([line(0, '2026-08')]);
    expect(rest.amount).toBe('960.00');
    expect(await months(account)).toEqual(['2026-09']);
    await room.transfer(rest.amount, rest.paymentNo);
    expect(await months(account)).toEqual(['2026-09', '2026-08']);
  });

  it('a corrected base makes up for the difference alone, and the month counts as before', async () => {
    const paid = await backPay([line(1, '2026-09', { base: '10000.00' })], 'base-corrected');
    expect(paid.amount).toBe('400.00');
    await room.transfer(paid.amount, paid.paymentNo);
    expect(await months(await accountOf(1))).toEqual(['2026-09']);
  });

  it('a month refunded in part counts, one refunded whole does not', async () => {
    const part = await refund(2, '2026-09', { employerAmount: '1.00' });
    expect(part.body.state).toBe('done');
    expect(await months(await accountOf(2))).toEqual(['2026-09']);
    const whole = await refund(2, '2026-09');
    expect(whole.body.receipt).toMatchObject({ amount: '1599.00', reversalMark: '02' });
    expect(await months(await accountOf(2))).toEqual([]);
  });
});

describe('what stands against a refund', () => {
  it('money on hold for another business, or spent on a loan since', async () => {
    const account = await accountOf(1);
    const ledger = room.get(Ledger);
    const hold = {
      accountId: account,
      personId: randomUUID(),
      amountFen: 190_000n,
      kind: 'court',
      caseId: randomUUID(),
      potId: null,
    };
    const holdId = await room.run((tx) => ledger.placeHold(tx, { ...hold, kind: 'court' }));
    const held = await refund(1, '2026-09');
    expect(held.body.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toEqual([
      'BALANCE_TOO_LOW',
    ]);
    await room.run((tx) => ledger.endHold(tx, holdId, 'released'));
    await room.run(async (tx) => {
      const dates = { businessDate: '2026-11-21', valueDate: '2026-11-21' };
      const leaf = await ledger.leafOf(tx, '21905');
      await ledger.post(tx, { kind: 'loan-hedged', sourceId: randomUUID(), ...dates }, [
        { accountId: account, side: 'D', amountFen: 100n },
        { accountId: leaf, side: 'C', amountFen: 100n },
      ]);
    });
    const hedged = await refund(1, '2026-09');
    expect(hedged.body.decision.headline).toBe('HEDGED_SINCE');
  });
});

describe('money sent back that comes back again (退票)', () => {
  /** The bank gives a payment back, and the room hears of it. */
  const returned = async ({ reference }: { reference: string }): Promise<void> => {
    await room.control('POST', 'bank/returns', { reference, reason: '账号户名不符' });
    await room.until(
      async () =>
        (await room.count('instruction', `reference = '${reference}' AND state = 'returned'`)) === 1,
    );
  };
  const lastEvent = async (id: string) =>
    (await employer.agent.get(`/v1/cases/${id}`)).body.timeline.at(-1) as { kind: string; body: object };
  const onReturned = async () => {
    const [row] = await room.run((tx) =>
      tx.query<{ fen: bigint }>(
        `SELECT coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
           FROM entry AS e JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id WHERE l.code = '21905'`,
      ),
    );
    return row!.fen;
  };

  it('of a refund is the member’s as it was; the line may be refunded again, and is paid once in all', async () => {
    const account = await accountOf(0);
    const balance = async () =>
      (await room.run((tx) => room.get(Ledger).balanceOf(tx, account, { lock: false })))!;
    const [before, kept] = [await balance(), await onReturned()];
    const part = { to: 'payer', employerAmount: '10.00' };
    const paid = await refund(0, '2026-09', part);
    expect(paid.body).toMatchObject({ state: 'done', receipt: { amount: '10.00' } });
    expect((await balance()).postedFen).toBe(before.postedFen - 1_000n);
    await returned(paid.body.receipt);
    const after = await balance();
    expect([after.postedFen, after.heldFen, await onReturned()]).toEqual([
      before.postedFen,
      before.heldFen,
      kept,
    ]);
    expect(await lastEvent(paid.body.id)).toMatchObject({
      kind: 'payment-returned',
      body: { amount: '10.00', restored: true },
    });
    expect(await months(account)).toContain('2026-09');
    const again = await refund(0, '2026-09', part);
    expect(again.body.state).toBe('done');
    expect((await balance()).postedFen).toBe(before.postedFen - 1_000n);
    const states = await room.run((tx) =>
      tx.query<{ state: string }>(
        `SELECT i.state FROM instruction AS i WHERE i.purpose = 'contribution-refund' AND i.amount_fen = 1000 ORDER BY 1`,
      ),
    );
    expect(states.map(({ state }) => state)).toEqual(['paid', 'returned']);
  });

  it('of suspense stands in the unit’s suspense again; the lot may go back again, and is paid once in all', async () => {
    const suspense = async () =>
      (await employer.agent.get(`/v1/employers/${employer.employerId}/suspense`)).body;
    const { unitAccountNo } = (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
    await room.transfer('33.00', `单位 ${unitAccountNo}`);
    const { lots, total } = await suspense();
    const lot = lots.find(({ left }: { left: string }) => left === '33.00');
    const back = { employerId: employer.employerId, action: 'return', lotId: lot.id };
    const paid = await submit('GJ19', back);
    expect(paid.body).toMatchObject({ state: 'done' });
    expect(Number((await suspense()).total)).toBe(Number(total) - 33);
    await returned(paid.body.receipt);
    expect((await suspense()).total).toBe(total);
    expect(await room.count('suspense_return', `state = 'restored'`)).toBe(1);
    expect(await lastEvent(paid.body.id)).toMatchObject({
      kind: 'payment-returned',
      body: { restored: true },
    });
    const again = await submit('GJ19', back);
    expect(again.body.state).toBe('done');
    expect(Number((await suspense()).total)).toBe(Number(total) - 33);
    const third = await submit('GJ19', back);
    expect(third.body.decision?.headline ?? third.body.code).toBe('SUSPENSE_TOO_LOW');
    expect(await room.count('instruction', `purpose = 'suspense-return' AND state = 'paid'`)).toBe(1);
  });
});

describe('arrears', () => {
  it('begin on the day after payday and five days, month by month', async () => {
    const of = async () => (await employer.agent.get(`/v1/employers/${employer.employerId}/arrears`)).body;
    // Payday 15: November is due until the 20th, and today is the 21st.
    expect(await of()).toMatchObject({
      months: 2,
      firstMonth: '2026-10',
      lastMonth: '2026-11',
      deadline: '2026-10-20',
      estimate: '9600.00',
    });
    await room.asSuperuser('UPDATE unit_account SET payday = 16');
    expect(await of()).toMatchObject({ months: 1, lastMonth: '2026-10', estimate: '4800.00' });
    const all = await room.run((tx) => room.get(Arrears).all(tx, { after: 0n, limit: 10 }));
    expect(all.map(({ firstMonth }) => firstMonth)).toEqual([parseMonth('2026-10')]);
    await room.asSuperuser(`UPDATE unit_account SET state = '03'`);
    expect(await of()).toMatchObject({ months: 0, firstMonth: null, estimate: null });
    await room.asSuperuser(`UPDATE unit_account SET state = '01', payday = 15`);
  });
});

describe('what the books must say', () => {
  it('names each kind of breach', async () => {
    const plant = async (sql: string, undo: string, expected: RegExp) => {
      await room.asSuperuser(`SET session_replication_role = replica; ${sql}`);
      const found = await room.breaches();
      await room.asSuperuser(`SET session_replication_role = replica; ${undo}`);
      expect(found.join('\n')).toMatch(expected);
    };
    const one = `(SELECT id FROM back_payment WHERE state = 'POSTED' ORDER BY id LIMIT 1)`;
    await plant(
      `UPDATE back_payment SET total_fen = total_fen + 1 WHERE id = ${one}`,
      `UPDATE back_payment SET total_fen = total_fen - 1 WHERE id = ${one}`,
      /B1 .*header[\s\S]*B1 .*received/,
    );
    await plant(
      `UPDATE back_payment_line SET employee_fen = employee_fen + 1, full_fen = full_fen - 1 WHERE month = 202608`,
      `UPDATE back_payment_line SET employee_fen = employee_fen - 1, full_fen = full_fen + 1 WHERE month = 202608`,
      /B1 .*credit[\s\S]*B1 .*twice/,
    );
    await plant(
      `UPDATE back_payment SET state = 'CONFIRMED', posted_on = NULL WHERE id = ${one}`,
      `UPDATE back_payment SET state = 'POSTED', posted_on = '2026-11-21' WHERE state = 'CONFIRMED'`,
      /B1 .*posted/,
    );
    await plant(
      `UPDATE contribution_refund SET employee_fen = employee_fen + 1`,
      `UPDATE contribution_refund SET employee_fen = employee_fen - 1`,
      /B2 .*line[\s\S]*B2 .*voucher/,
    );
    await plant(
      `UPDATE contribution_refund SET state = 'held', goes_to = 'payer', payer_receipt_id = gen_random_uuid() WHERE whole`,
      `UPDATE contribution_refund SET state = 'paid', goes_to = 'suspense' WHERE whole`,
      /B2 .*under way/,
    );
    await plant(
      `UPDATE unit_suspense SET amount_fen = amount_fen + 1 WHERE origin = 'refund'`,
      `UPDATE unit_suspense SET amount_fen = amount_fen - 1 WHERE origin = 'refund'`,
      /B3 .*unit/,
    );
    await plant(
      `INSERT INTO suspense_return SELECT centre_id, gen_random_uuid(), receipt_id, unit_id, 1, 'held', '2026-11-21' FROM unit_suspense LIMIT 1`,
      `DELETE FROM suspense_return WHERE amount_fen = 1`,
      /B3 .*under way/,
    );
  });

  it('the service changes no line, and takes no step that there is not', async () => {
    const change = room.run((tx) => tx.execute('UPDATE back_payment_line SET base_fen = 1'));
    await expect(change).rejects.toThrow(/permission denied/);
    const back = room.run((tx) =>
      tx.execute(`UPDATE back_payment SET state = 'DRAFT' WHERE state = 'POSTED'`),
    );
    await expect(back).rejects.toThrow(/cannot go from POSTED to DRAFT/);
    const undo = room.run((tx) => tx.execute(`UPDATE contribution_refund SET state = 'released'`));
    await expect(undo).rejects.toThrow(/cannot go from paid to released/);
  });
});

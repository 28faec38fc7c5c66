import { parseYuan } from '../../../src/kernel/money';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 5);
}, 60_000);
afterAll(async () => {
  await room.stop();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const own = async () => (await room.signedIn(employer.staff[0]!, 'member')).get('/v1/me/account');

describe('an employer remits a month', () => {
  it('confirms the list and is told number, amount and account to pay to', async () => {
    const { receipt, listId } = await employer.confirmed('2026-09');
    expect(receipt).toMatchObject({ amount: '8000.00', payTo: '104014010000000001', members: 5 });
    expect(receipt.paymentNo).toMatch(/^HJ261121\d{8}$/);
    expect((await employer.agent.get(`/v1/remittance-lists/${listId}`)).body).toMatchObject({
      state: 'CONFIRMED',
      memberCount: 5,
      total: '8000.00',
      paymentNo: receipt.paymentNo,
    });
    await room.transfer('8000.00', `九月 ${receipt.paymentNo as string}`);
  });

  it('money of exactly the total is credited to every member at once and the unit is paid through', async () => {
    expect((await own()).body).toMatchObject({
      balance: '1600.00',
      carriedOver: '0.00',
      current: '1600.00',
      held: '0.00',
      holds: [],
      thisMonth: { month: '2026-11', credited: '1600.00' },
      monthly: { base: '8000.00', employer: '640.00', employee: '960.00' },
    });
    const unit = await employer.agent.get(`/v1/employers/${employer.employerId}`);
    expect(unit.body).toMatchObject({ paidThrough: '2026-09', monthDue: '2026-10', suspense: '0.00' });
  });

  it('less than the total credits nobody; the money waits in suspense and the employer is told', async () => {
    const october = await employer.confirmed('2026-10');
    await room.transfer('7999.99', october.paymentNo);
    expect((await own()).body.balance).toBe('1600.00');
    const list = await employer.agent.get(`/v1/remittance-lists/${october.listId}`);
    expect(list.body.state).toBe('SUSPENSE_SHORT');
    const told = await employer.agent.get(`/v1/cases/${october.caseId}`);
    expect(told.body.state).toBe('waiting-funds');
    expect(told.body.timeline.at(-1)).toMatchObject({ kind: 'funds-short', body: { lacking: '0.01' } });
    expect((await employer.agent.get(`/v1/employers/${employer.employerId}`)).body.suspense).toBe('7999.99');
  });

  it('the missing rest makes the short sum whole: suspense is drawn and the surplus stays with the unit', async () => {
    const list = await employer.upload('2026-10');
    expect(list.body.code).toBe('LIST_ALREADY_CONFIRMED');
    const made = await employer.agent.get(`/v1/remittance-lists/${list.body.listId as string}`);
    await room.transfer('1.00', `补足 ${made.body.paymentNo as string}`);
    const after = await employer.agent.get(`/v1/remittance-lists/${list.body.listId as string}`);
    expect(after.body.state).toBe('POSTED');
    expect((await own()).body.balance).toBe('3200.00');
    expect((await employer.agent.get(`/v1/employers/${employer.employerId}`)).body.suspense).toBe('0.99');
    const told = await employer.agent.get(`/v1/cases/${after.body.caseId as string}`);
    expect(told.body).toMatchObject({ state: 'done', receipt: { surplus: '0.99', paidThrough: '2026-10' } });
  });

  it('more than the total is credited and the surplus kept for the unit; a second payment is kept whole', async () => {
    const { listId, paymentNo } = await employer.confirmed('2026-11');
    await room.transfer('8000.01', paymentNo);
    expect((await employer.agent.get(`/v1/remittance-lists/${listId}`)).body.state).toBe('POSTED');
    await room.transfer('8000.00', paymentNo);
    expect((await own()).body.balance).toBe('4800.00');
    expect((await employer.agent.get(`/v1/employers/${employer.employerId}`)).body.suspense).toBe('8001.00');
  });

  it('the same notice again changes nothing', async () => {
    const before = await room.count('entry');
    const [last] = await room.run((tx) =>
      tx.query<{ serial: string }>(
        'SELECT bank_serial AS serial FROM receipt ORDER BY received_at DESC LIMIT 1',
      ),
    );
    await room.control('POST', 'bank/resend', { serial: last?.serial, times: 3 });
    await room.transfer('5.00', 'no number at all');
    expect(await room.count('entry')).toBe(before + 2);
  });

  it('money that names the employer’s account and no list is kept for that employer, and told nowhere else', async () => {
    const unit = async () => (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
    const { unitAccountNo, suspense } = await unit();
    const events = await room.count('event');
    const serial = await room.transfer('12.34', `单位账号 ${unitAccountNo as string} 公积金`);
    const [receipt] = await room.run((tx) =>
      tx.query('SELECT state, matcher, matched_ref AS ref FROM receipt WHERE bank_serial = $1', [serial]),
    );
    expect(receipt).toEqual({ state: 'matched', matcher: 'unit-account', ref: unitAccountNo });
    expect(parseYuan((await unit()).suspense)).toBe(parseYuan(suspense) + 1234n);
    expect(await room.count('event')).toBe(events);
  });

  it('money with a mistyped number goes to nobody’s suspense, never to another list', async () => {
    const december = await employer.confirmed('2026-12');
    const last = december.paymentNo.at(-1) === '0' ? '1' : '0';
    await room.transfer(december.amount, december.paymentNo.slice(0, -1) + last);
    expect((await employer.agent.get(`/v1/remittance-lists/${december.listId}`)).body.state).toBe(
      'CONFIRMED',
    );
    expect(await room.count('receipt', `state = 'suspense'`)).toBe(2);
  });

  it('a list’s number beside the account’s is a remittance; an account nobody has is nobody’s', async () => {
    const { unitAccountNo } = (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
    const [posted] = await room.run((tx) =>
      tx.query<{ no: string }>(`SELECT payment_no AS no FROM remittance_list WHERE month = 202609`),
    );
    const byList = await room.count('receipt', `matcher = 'remittance'`);
    await room.transfer('1.00', `${unitAccountNo as string} ${posted!.no}`);
    expect(await room.count('receipt', `matcher = 'unit-account'`)).toBe(1);
    expect(await room.count('receipt', `matcher = 'remittance'`)).toBe(byList + 1);
    await room.transfer('1.00', '9826112199999');
    expect(await room.count('receipt', `state = 'suspense'`)).toBe(3);
  });
});

describe('what the books must say of remittances', () => {
  it('names each kind of breach', async () => {
    const plant = async (sql: string, undo: string, expected: RegExp) => {
      await room.asSuperuser(sql);
      const found = await room.breaches();
      await room.asSuperuser(undo);
      expect(found.join('\n')).toMatch(expected);
    };
    const posted = `state = 'POSTED' AND month = 202609`;
    await plant(
      `UPDATE remittance_line SET employer_fen = employer_fen + 1 WHERE list_id = (SELECT id FROM remittance_list WHERE ${posted})
         AND account_id = (SELECT min(account_id) FROM remittance_line)`,
      `UPDATE remittance_line SET employer_fen = employer_fen - 1 WHERE list_id = (SELECT id FROM remittance_list WHERE ${posted})
         AND account_id = (SELECT min(account_id) FROM remittance_line)`,
      /I8 .*credit[\s\S]*I8 .*header/,
    );
    await plant(
      `UPDATE remittance_receipt SET amount_fen = amount_fen + 1, suspense_fen = suspense_fen + 1 WHERE outcome = 'kept'`,
      `UPDATE remittance_receipt SET amount_fen = amount_fen - 1, suspense_fen = suspense_fen - 1 WHERE outcome = 'kept'`,
      /I8 .*receipt/,
    );
    await plant(
      `UPDATE unit_suspense SET amount_fen = amount_fen + 1 WHERE why = 'not-awaited'`,
      `UPDATE unit_suspense SET amount_fen = amount_fen - 1 WHERE why = 'not-awaited'`,
      /I8 .*receipt[\s\S]*I8 .*suspense/,
    );
    await plant(
      `UPDATE suspense_draw SET amount_fen = amount_fen + 100`,
      `UPDATE suspense_draw SET amount_fen = amount_fen - 100`,
      /I8 .*overdrawn[\s\S]*I8 .*drawn[\s\S]*I8 .*received/,
    );
    await plant(
      `UPDATE receipt SET matched_ref = '9826112199999' WHERE matcher = 'unit-account'`,
      `UPDATE receipt SET matched_ref = (SELECT unit_account_no FROM unit_account) WHERE matcher = 'unit-account'`,
      /I8 .*unit/,
    );
    await plant(
      `SET session_replication_role = replica; UPDATE remittance_list SET state = 'CONFIRMED', posted_on = NULL WHERE month = 202609`,
      `SET session_replication_role = replica; UPDATE remittance_list SET state = 'POSTED', posted_on = '2026-11-21' WHERE month = 202609`,
      /I8 .*received[\s\S]*I8 .*posted/,
    );
  });

  it('the service may neither change a line nor add one to a confirmed list', async () => {
    const change = room.run((tx) => tx.execute('UPDATE remittance_line SET base_fen = 1'));
    await expect(change).rejects.toThrow(/permission denied/);
    const add = room.run((tx) =>
      tx.execute(
        `INSERT INTO remittance_line SELECT centre_id, id, 99999999, 100, 10, 10 FROM remittance_list WHERE state = 'POSTED' LIMIT 1`,
      ),
    );
    await expect(add).rejects.toThrow(/added to a draft only/);
    const back = room.run((tx) =>
      tx.execute(`UPDATE remittance_list SET state = 'DRAFT' WHERE state = 'CONFIRMED'`),
    );
    await expect(back).rejects.toThrow(/cannot go from CONFIRMED to DRAFT/);
  });
});

import { randomUUID } from 'node:crypto';
import { taiyuan } from '../../../scripts/set-up-centre';
import { SettlementWorker } from '../../../src/modules/settlement';
import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

const CLERK = { name: '零跑柜员', idNo: '11010519491231002X' };
const accountFor = (purpose: string): string =>
  taiyuan.bankAccounts.find((account) => account.purpose === purpose && account.bankCode === '104')!
    .accountNo;

let road: Road;
let clerk: HttpClient;
let manager: HttpClient;

beforeEach(async () => {
  road = await Road.start();
  // The bank keeps these accounts' money: what is paid to the one arrives there.
  await road.control('PUT', 'bank/104/openings', { account: accountFor('collection'), amount: '1000000.00' });
  await road.control('PUT', 'bank/104/openings', { account: accountFor('gains'), amount: '0.00' });
  await settleIn(road);
  // Days enough for interest: 14400.00 for 100 days at 1.50 %.
  await road.pastAllGuards(
    `UPDATE journal SET value_date = value_date - 100 WHERE kind = 'remittance'`,
    `UPDATE member_balance SET accumulated_to = accumulated_to - 100`,
  );
  clerk = await road.signedIn(CLERK, 'clerk');
  manager = await road.signedIn(road.person('divorced'), 'manager');
}, 60_000);
afterEach(async () => {
  expect([...(await road.broken()).values()]).toEqual([]);
  await road.stop();
});

const proposal = (change: object = {}) => {
  const { name, idNo } = road.person('retiree');
  return {
    member: { name, idNo },
    diedOn: '2026-08-01',
    deathNo: '晋并死证2026第0012号',
    rulingNo: '(2026)晋0105民特34号',
    ...change,
  };
};
const propose = (change: object = {}, by = clerk) =>
  by.post('/v1/estates', proposal(change), { key: randomUUID() });
const decide = (id: string, by = manager, agreed = true) =>
  by.post(`/v1/estates/${id}/decision`, { agreed }, { key: randomUUID() });
const move = () => road.opened(SettlementWorker).workOnce();
const vouchers = () => road.count('journal', `kind = 'estate'`);
const linesOf = (kind: string) =>
  road.query<{ line: string }>(
    `SELECT e.side || ' ' || coalesce(l.code, l.subject) || ' ' || e.amount_fen AS line FROM journal AS j
       JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
       JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id WHERE j.kind = '${kind}' ORDER BY e.seq`,
  );
const accountOf = async () =>
  (
    await road.query<{ state: string; reason: string | null; fen: bigint; held: bigint }>(
      `SELECT m.state, m.closing_reason AS reason, b.carried_fen + b.current_fen AS fen, b.held_fen AS held
         FROM member_account AS m JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
        WHERE m.account_id = (SELECT account_id FROM estate LIMIT 1)`,
    )
  )[0];

describe('what a member leaves and nobody inherits (V12)', () => {
  it('falls to the gains by two people, and is booked when its money is there, once', async () => {
    const { status, body } = await propose();
    expect([status, body.state, body.principal]).toEqual([201, 'proposed', null]);
    expect(await decide(body.id as string, await road.signedIn(CLERK, 'manager'))).toMatchObject({
      status: 409,
      body: { code: 'SECOND_PERSON_WANTED' },
    });
    const decided = await decide(body.id as string);
    expect([decided.status, decided.body]).toMatchObject([
      200,
      { state: 'moving', principal: '14400.00', interest: '60.00' },
    ]);
    // Nothing is booked before the money has moved; what is set aside is nobody else's.
    expect([await vouchers(), await accountOf()]).toMatchObject([
      0,
      { state: '01', fen: 1_440_000n, held: 1_440_000n },
    ]);
    await move();
    await road.until(async () => (await vouchers()) === 1);
    expect((await linesOf('estate')).map(({ line }) => line)).toEqual([
      'D 201 1440000',
      'D 41101 6000',
      'C 40105 1446000',
    ]);
    expect((await linesOf('own-transfer-arrived')).map(({ line }) => line)).toEqual([
      expect.stringMatching(/^D 102\d+ 1446000$/),
      'C 10199 1446000',
    ]);
    expect(await accountOf()).toMatchObject({ state: '05', reason: '08', fen: 0n, held: 0n });
    const { body: list } = await manager.get('/v1/estates');
    expect(list.estates).toMatchObject([{ state: 'done', member: expect.stringContaining('*') }]);
    expect((await decide(body.id as string)).body).toMatchObject({ code: 'ESTATE_NOT_PROPOSED' });
  });

  it('stays where it is when the bank refuses to move it, and can be proposed anew', async () => {
    const { body } = await propose();
    await road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    await decide(body.id as string);
    await move();
    await road.until(async () => (await road.count('estate', `state = 'failed'`)) === 1);
    expect([await vouchers(), await accountOf()]).toMatchObject([
      0,
      { state: '01', fen: 1_440_000n, held: 0n },
    ]);
    const again = await propose();
    expect(again.status).toBe(201);
    await decide(again.body.id as string);
    await move();
    await road.until(async () => (await vouchers()) === 1);
  });

  it('is not touched when it is declined, or business of the account is under way', async () => {
    const { body } = await propose();
    expect((await propose()).body).toMatchObject({ code: 'ESTATE_PROPOSED' });
    expect((await decide(body.id as string, manager, false)).body).toMatchObject({ state: 'declined' });
    expect(await accountOf()).toMatchObject({ state: '01', held: 0n });
    const second = await propose();
    await road.pastAllGuards(
      `INSERT INTO engagement (centre_id, account_id, kind, case_id) SELECT 1, account_id, 'withdrawal', gen_random_uuid() FROM estate LIMIT 1`,
    );
    const busy = await decide(second.body.id as string);
    expect([busy.status, busy.body.code]).toEqual([409, 'BUSINESS_IN_PROGRESS']);
    await road.pastAllGuards('DELETE FROM engagement');
  });

  it('is told what stands in the way, with its code', async () => {
    const codeOf = async (change: object) => {
      const { status, body } = await propose(change);
      return [status, body.code];
    };
    const { idNo } = road.person('retiree');
    expect(await codeOf({ member: { name: '另有其人', idNo } })).toEqual([409, 'NAME_MISMATCH']);
    expect(await codeOf({ diedOn: '2026-12-31' })).toEqual([400, expect.any(String)]);
    expect((await propose({}, manager)).status).toBe(403);
    const { id } = (await propose()).body as { id: string };
    await road.pastAllGuards(
      `UPDATE member_account SET state = '06', state_before_freeze = '01' WHERE account_id = (SELECT account_id FROM estate LIMIT 1)`,
    );
    expect((await decide(id)).body).toMatchObject({ code: 'ACCOUNT_FROZEN' });
    await road.pastAllGuards(
      `UPDATE member_account SET state = '01', state_before_freeze = NULL WHERE account_id = (SELECT account_id FROM estate LIMIT 1)`,
    );
  });
});

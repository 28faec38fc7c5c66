import { JOURNEY_DATE, startWorld, type World } from '../support';
import {
  apply,
  bankLines,
  castOf,
  confirm,
  deposit,
  expectPaidOnce,
  expectProof,
  memberWithCard,
  newPeople,
  type Person,
  receiptOf,
  registerEmployer,
  openAccounts,
  remit,
  rows,
  sendList,
  until,
  untilState,
  MONTHS,
  type Employer,
} from './support';

interface PayTo {
  readonly account: string;
  readonly bank: string;
}

describe('a second bank', () => {
  let world: World;
  let employer: Employer;
  let people: Person[];

  beforeAll(async () => {
    world = await startWorld();
    people = await newPeople(world, 2, 1, '301');
    employer = await registerEmployer(world, await castOf(world));
    await openAccounts(employer, people, () => '8000.00');
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('a remittance paid into the account there is decomposed on arrival', async () => {
    const list = await sendList(employer, MONTHS[0], people);
    const confirmed = await confirm(employer, list.body.id as string);
    const others = confirmed.receipt?.['orPayTo'] as unknown as PayTo[];
    expect(others.map(({ bank }) => bank)).toEqual(['301']);
    const paid = { toAccount: others[0]!.account, amount: receiptOf(confirmed, 'amount') };
    await deposit(world, { ...paid, remark: `汇缴|${receiptOf(confirmed, 'paymentNo')}` }, '301');
    await untilState(employer.agent.client, confirmed.id, 'done');
    const posted = await rows<{ leaf: string; amount: string }>(
      world,
      `SELECT l.code AS leaf, e.amount_fen::text AS amount FROM entry AS e JOIN journal AS j ON j.id = e.journal_id
         JOIN ledger_account AS l ON l.id = e.account_id WHERE j.kind = 'remittance' AND e.side = 'D'`,
    );
    expect(posted).toEqual([{ leaf: '10102', amount: '384000' }]);
  });

  test('a card of it is bound by its own word, and paid from the account there', async () => {
    for (const month of MONTHS.slice(1)) await remit(employer, month, people);
    const member = await memberWithCard(world, people[0]!);
    const before = (await bankLines(world)).length;
    const { id } = await apply(member.client, 'TQ12', { amount: '1000.00' });
    const done = await untilState(member.client, id, 'done');
    expect((await bankLines(world)).length).toBeGreaterThan(before);
    const [order] = await rows<{ bank: string; leaf: string }>(
      world,
      `SELECT a.bank_code AS bank, l.code AS leaf FROM instruction AS i JOIN bank_account AS a ON a.id = i.bank_account_id
         JOIN ledger_account AS l ON l.id = a.leaf_account_id WHERE i.reference = $1`,
      [receiptOf(done, 'reference')],
    );
    expect(order).toEqual({ bank: '301', leaf: '10102' });
    await expectPaidOnce(world, member);
  }, 60_000);

  test('a withdrawal that its account cannot pay is paid with money from the account at the other bank', async () => {
    const member = await memberWithCard(world, people[1]!);
    const ours = `SELECT a.id, coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0)::text AS fen
                    FROM bank_account AS a LEFT JOIN entry AS e ON e.centre_id = a.centre_id AND e.account_id = a.leaf_account_id
                   WHERE a.purpose = 'collection' GROUP BY a.id, a.bank_code ORDER BY a.bank_code`;
    const [boc, bocom] = (await rows<{ id: string; fen: string }>(world, ours)) as [
      { id: string; fen: string },
      { id: string; fen: string },
    ];
    const transfer = '01900000-0000-7000-8000-0000000000d1';
    const reference = `${JOURNEY_DATE.replaceAll('-', '')}00000100000000DRA1NED1`;
    await rows(
      world,
      `WITH begun AS (INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, state, begun_at)
              VALUES (1, $1, $2, $3, $4, 'liquidity', 'open', now()) RETURNING id)
       INSERT INTO instruction (centre_id, id, purpose, source_id, bank_account_id, payee_bank_account_id, amount_fen, reference,
              bus_type, summary, state, due_at)
       SELECT 1, id, 'own-transfer', id, $2, $3, $4, $5, '18', '资金划转 ' || $5, 'created', now() FROM begun`,
      [transfer, bocom.id, boc.id, BigInt(bocom.fen) - 50_000n, reference],
    );
    const arrived = async (to: string) =>
      (
        await rows<{ n: number }>(
          world,
          `SELECT count(*)::int AS n FROM own_transfer WHERE to_account_id = $1 AND state = 'arrived'`,
          [to],
        )
      )[0]!.n;
    await until('the account is drained', async () => (await arrived(boc.id)) === 1);
    const { id } = await apply(member.client, 'TQ12', { amount: '1000.00' });
    await untilState(member.client, id, 'done');
    expect(await arrived(bocom.id)).toBeGreaterThanOrEqual(1);
    const left = (await rows<{ fen: string }>(world, ours)).map(({ fen }) => BigInt(fen) >= 0n);
    expect(left).toEqual([true, true]);
    await expectPaidOnce(world, member);
  }, 60_000);
});

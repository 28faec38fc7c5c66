import { RESTAMP, startWorld, type World } from '../support';
import {
  apply,
  type BankCode,
  castOf,
  confirm,
  eventsOf,
  expectProof,
  moveTo,
  newPeople,
  noticesAbout,
  ownAccount,
  pay,
  type Person,
  readCase,
  receiptOf,
  registerEmployer,
  remit,
  rows,
  sendList,
  signIn,
  type SignedIn,
  submit,
  until,
  untilState,
} from './support';
import { caseOfLetter, HALF_A_YEAR_LATER, letterIn, seal, SIX_MONTHS } from './support/two-centres';

const HONEST = '141000000000000';
const MOODY = '140700000000000';
const OWN = '140100000000000';

describe('transfers with other cities', () => {
  let world: World;
  let people: Person[];
  let everybody: ReadonlySet<string>;
  let employer: Awaited<ReturnType<typeof registerEmployer>>;

  beforeAll(async () => {
    world = await startWorld({ businessDate: HALF_A_YEAR_LATER });
    people = await newPeople(world, 18);
    everybody = new Set(people.map(({ name }) => name));
    employer = await registerEmployer(world, await castOf(world));
    const members = people.map(({ name, idNo }) => ({ name, idNo, base: '8000.00' }));
    await apply(employer.agent.client, 'GJ20', { employerId: employer.id, members });
    for (const month of SIX_MONTHS) await remit(employer, month, people);
  }, 180_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  const nextPerson = (): Person => people.pop()!;
  const mood = (name: string, delayMs = 0): Promise<unknown> =>
    world.control('PUT', '/control/moods/city-140700', { mood: name, calls: 1, delayMs });

  /** Somebody with 11,520.00 yuan here and 30,000.00 with interest of 12.34 there. */
  async function newcomer(city: string): Promise<SignedIn> {
    const person = nextPerson();
    const account = {
      idNo: person.idNo,
      principal: '30000.00',
      interest: '12.34',
      paidTo: '202607',
      loans: 1,
    };
    await world.control('POST', `/control/cities/${city}/accounts`, account);
    return signIn(world, person, 'member');
  }

  async function ask(
    city: string,
  ): Promise<{ member: SignedIn; id: string; letterNo: string; letterId: string }> {
    const member = await newcomer(city);
    const view = await apply(member.client, 'GJ27', { centre: city });
    expect(view.state).toBe('waiting-funds');
    return {
      member,
      id: view.id,
      letterNo: receiptOf(view, 'letterNo'),
      letterId: receiptOf(view, 'letterId'),
    };
  }

  const raw = (message: object): Promise<{ status: number; body: string }> =>
    world.control('POST', '/control/nat/messages/raw', { seq: crypto.randomUUID(), to: OWN, ...message });
  const codeOf = ({ body }: { body: string }): string => (JSON.parse(body) as { code?: string }).code ?? '';

  test('all of it becomes principal, and the time there is carried for loans', async () => {
    const { member, id, letterNo, letterId } = await ask(HONEST);
    const done = await untilState(member.client, id, 'done');
    expect(done.receipt).toMatchObject({ amount: '30012.34', status: '00' });
    expect(eventsOf(done)).toEqual(
      expect.arrayContaining([
        'transfer-letter-sent',
        'transfer-accepted',
        'transfer-informed',
        'transfer-credited',
      ]),
    );
    expect(await ownAccount(member)).toMatchObject({ state: '01', balance: '41532.34' });
    const carried = await rows(
      world,
      'SELECT paid_to, six_months, loans FROM carried_months WHERE letter_id = $1',
      [letterId],
    );
    expect(carried).toEqual([{ paid_to: 202607, six_months: true, loans: 1 }]);
    const { body } = await member.client.get('/v1/transfers');
    expect(body.transfers).toMatchObject([
      { letterNo, status: '00', account: { amount: '30012.34', interest: '12.34', sixMonths: true } },
    ]);
    expect((await member.client.post(`/v1/transfers/${letterId}/cancellation`, {})).body.code).toBe(
      'TRANSFER_STATE',
    );
  });

  test('the other city refuses: its words are told, the account is free again', async () => {
    await mood('refuses');
    const { member, id, letterNo } = await ask(MOODY);
    const view = await untilState(member.client, id, 'cancelled');
    expect(view.receipt).toMatchObject({ status: '40', reason: '账户有未结清的住房公积金贷款，不能转出' });
    expect(await letterIn(world, letterNo)).toMatchObject({ state: '40' });
    expect(await rows(world, 'SELECT FROM engagement')).toEqual([]);
  });

  test('less arrives than was told: it is negotiated, the rest follows, and the letter ends as 20', async () => {
    await mood('other-amount');
    const { member, id, letterNo } = await ask(MOODY);
    const view = await untilState(member.client, id, 'done');
    expect(eventsOf(view)).toContain('transfer-disputed');
    expect(await letterIn(world, letterNo)).toMatchObject({ state: '20' });
    expect(await ownAccount(member)).toMatchObject({ balance: '41532.34' });
  });

  test('everything comes twice: it is credited once, and the second sum goes back', async () => {
    await mood('twice');
    const { member, id, letterNo } = await ask(MOODY);
    await untilState(member.client, id, 'done');
    await until('the second sum is back', async () => {
      const money = await rows<{ use: string }>(
        world,
        `SELECT m.use FROM transfer_money AS m JOIN transfer_letter AS l ON l.id = m.letter_id WHERE l.letter_no = $1`,
        [letterNo],
      );
      return (
        money
          .map(({ use }) => use)
          .sort()
          .join() === 'credited,sent-back'
      );
    });
    expect(await ownAccount(member)).toMatchObject({ balance: '41532.34' });

    // The bank gives the second sum back: it is ours to look after again, nobody's account moves, nothing is sent anew.
    const [receipt] = await moneyOf(letterNo, 'sent-back');
    await givenBack('transfer-back', receipt!.id);
    await until('the money is kept for a person', async () => (await moneyOf(letterNo, 'held')).length === 1);
    expect(eventsOf(await readCase(member.client, id)).at(-1)).toBe('transfer-money-kept');
    expect(await ownAccount(member)).toMatchObject({ balance: '41532.34' });
    expect(await paymentsFor('transfer-back', receipt!.id)).toEqual(['returned']);
    const clerk = await world.signedIn({ role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' });
    const queue = (await clerk.get('/v1/desk/queue?limit=100')).body.entries;
    expect(queue).toContainEqual(expect.objectContaining({ purpose: 'transfer-back', state: 'returned' }));
  });

  const moneyOf = (letterNo: string, use: string) =>
    rows<{ id: string }>(
      world,
      `SELECT m.receipt_id AS id FROM transfer_money AS m JOIN transfer_letter AS l ON l.id = m.letter_id
        WHERE l.letter_no = $1 AND m.use = $2`,
      [letterNo, use],
    );
  const paymentsFor = async (purpose: string, sourceId: string): Promise<string[]> => {
    const found = await rows<{ state: string }>(
      world,
      'SELECT state FROM instruction WHERE purpose = $1 AND source_id = $2 ORDER BY id',
      [purpose, sourceId],
    );
    return found.map(({ state }) => state);
  };
  /** The bank that paid gives the payment back (退票). */
  async function givenBack(purpose: string, sourceId: string): Promise<void> {
    const [paid] = await rows<{ reference: string; bank: BankCode }>(
      world,
      `SELECT i.reference, a.bank_code AS bank FROM instruction AS i JOIN bank_account AS a ON a.id = i.bank_account_id
        WHERE i.purpose = $1 AND i.source_id = $2 AND i.state = 'paid'`,
      [purpose, sourceId],
    );
    const { reference, bank } = paid!;
    const path = `/control/bank/${bank}/returns`;
    const { serial } = await world.control('POST', path, { reference, reason: '账号户名不符' });
    await noticesAbout(world, serial as string, bank);
  }

  test('the other city is slow: the member asks, and may take the letter back only until it is taken up', async () => {
    await mood('slow', 3_000);
    const { member, id, letterId } = await ask(MOODY);
    const asked = await member.client.post(`/v1/transfers/${letterId}/progress-questions`, {});
    expect(asked).toMatchObject({ status: 200, body: { status: '01' } });
    const other = await signIn(world, nextPerson(), 'member');
    expect((await other.client.post(`/v1/transfers/${letterId}/cancellation`, {})).status).toBe(404);
    const done = await untilState(member.client, id, 'done');
    expect(eventsOf(done)).toContain('transfer-accepted');
  });

  test('the other city is silent: the member takes the letter back, and what still comes goes back', async () => {
    await mood('silent');
    const { member, id, letterNo, letterId } = await ask(MOODY);
    const cancelled = await member.client.post(`/v1/transfers/${letterId}/cancellation`, {});
    expect(cancelled).toMatchObject({ status: 200, body: { status: '05' } });
    expect(await readCase(member.client, id)).toMatchObject({
      state: 'cancelled',
      receipt: { status: '05' },
    });
    expect(await letterIn(world, letterNo)).toMatchObject({ state: '05' });
    expect((await submit(member.client, 'GJ27', { centre: HONEST })).body.state).toBe('refused');
  });

  test('J10: asked for in one request with one field; it ends by itself, and the case says all', async () => {
    const { client } = await newcomer(HONEST);
    const input = { centre: HONEST };
    const made = await client.post('/v1/cases', { item: 'GJ27', input });
    expect([made.status, Object.keys(input)]).toEqual([201, ['centre']]);
    await untilState(client, made.body.id as string, 'done');
    const read = await client.get(`/v1/cases/${made.body.id as string}`);
    expect(read.body).toMatchObject({ state: 'done', receipt: { amount: '30012.34', status: '00' } });
  });

  test('a forged, a mirrored, a stale and a changed message are not believed; nothing is stored', async () => {
    const { letterNo, member, id } = await ask(HONEST);
    await untilState(member.client, id, 'done');
    const body = { TxFunc: '0', ConNum: letterNo, RecCenCode: OWN, TranCenCode: HONEST, TranRstCode: '0' };
    // Of this letter alone: what was said of others may still be on its way.
    const stored = () =>
      rows(world, 'SELECT id FROM platform_message WHERE letter_no = $1 ORDER BY id', [letterNo]);
    const before = await stored();
    for (const sign of ['wrong-key', 'tampered', 'stale', 'mirrored'] as const) {
      const answer = await raw({ from: HONEST, txCode: 'BDC901', body: { ...body, TxFunc: '1' }, sign });
      expect([sign, answer.status, codeOf(answer)]).toEqual([sign, 401, 'PLATFORM_SIGNATURE_INVALID']);
    }
    expect((await raw({ from: HONEST, txCode: 'BDC901', body, sign: 'unsigned' })).status).toBe(400);
    expect(await stored()).toEqual(before);
  });

  test('duplicates change nothing; a third centre, another side and another content are told as what they are', async () => {
    await mood('silent');
    const { letterNo, member } = await ask(MOODY);
    const named = { ConNum: letterNo, RecCenCode: OWN, TranCenCode: MOODY };
    const accept = { from: MOODY, txCode: 'BDC901', body: { ...named, TxFunc: '1', TranRstCode: '0' } };
    expect(JSON.parse((await raw(accept)).body)).toMatchObject({ effect: 'applied' });
    expect(JSON.parse((await raw(accept)).body)).toMatchObject({ effect: 'none' });
    expect(codeOf(await raw({ ...accept, from: HONEST }))).toBe('NOT_PARTY');
    const third = { ...accept.body, TranCenCode: HONEST };
    expect(codeOf(await raw({ ...accept, from: HONEST, body: third }))).toBe('UNKNOWN_LETTER');
    const done = {
      from: MOODY,
      txCode: 'BDC905',
      body: { ...named, TxFunc: '2', TranRstCode: '0', RecAmt: '1.00' },
    };
    expect(codeOf(await raw(done))).toBe('WRONG_SIDE');
    expect(codeOf(await raw(done))).toBe('WRONG_SIDE');
    const info = {
      ...{ ...named, TxFunc: '0', TranRstCode: '0', TranAmt: '10.00', OrAcctAmt: '9.00', Yinter: '1.00' },
      ...{
        OpenDate: '20200101',
        JZNY: '202601',
        SixMconFlag: '1',
        LoanNum: '0',
        LoanEndFlag: '1',
        FrLoanFlag: '0',
      },
      ...{ PayAcctNo: '104140700990000001', PayAcctName: '晋中', PayBankCode: '104', NegNum: '0' },
    };
    expect(codeOf(await raw({ from: MOODY, txCode: 'BDC905', body: { ...info, TranAmt: '11.00' } }))).toBe(
      'INVALID_REQUEST',
    );
    expect((await raw({ from: MOODY, txCode: 'BDC905', body: info })).status).toBe(200);
    const other = { ...info, OrAcctAmt: '19.00', TranAmt: '20.00' };
    expect(codeOf(await raw({ from: MOODY, txCode: 'BDC905', body: other }))).toBe('INFORMATION_DIFFERS');
    const held = await submit(member.client, 'GJ27', { centre: HONEST });
    expect(held).toMatchObject({ status: 409, body: { code: 'CASE_ALREADY_OPEN' } });
  });

  test('a centre that nobody knows, and our own, are refused as input', async () => {
    const member = await signIn(world, people[0]!, 'member');
    for (const centre of ['无此中心', OWN, '太原']) {
      const answer = await submit(member.client, 'GJ27', { centre });
      expect([centre, answer.status, answer.body.errors?.[0]?.code]).toEqual([centre, 400, 'UNKNOWN_CENTRE']);
    }
  });

  /** The city asks us for the account of a member. */
  async function asked(person: Person, city = HONEST): Promise<string> {
    const { name, idNo } = person;
    const made = await world.control('POST', `/control/cities/${city}/letters`, { to: OWN, name, idNo });
    return made.letterNo as string;
  }
  const ended = (letterNo: string): Promise<string> =>
    until(`letter ${letterNo} is over`, async () => {
      const [row] = await rows<{ state: string; refusal: string | null; ended_on: string | null }>(
        world,
        'SELECT state, refusal, ended_on FROM transfer_letter WHERE letter_no = $1',
        [letterNo],
      );
      return row !== undefined && row.ended_on !== null && `${row.state} ${row.refusal ?? ''}`.trim();
    });

  test('the out-check refuses an account that is not sealed and a name that is not its holder’s, with every reason', async () => {
    const person = nextPerson();
    expect(await ended(await asked(person))).toMatch(/^40 .*封存后方可转出/);
    expect(await ended(await asked({ ...person, name: '另一人' }))).toMatch(
      /^40 .*没有该姓名与证件号码.*封存/,
    );
    const refusals = (await world.control('GET', '/control/nat/messages')).messages as {
      body: Record<string, string>;
    }[];
    expect(
      refusals.filter(({ body }) => body['TranRstCode'] === '1' && body['TranCenCode'] === OWN),
    ).toHaveLength(2);
  });

  test('a member leaves: paid once, closed as 04; a second letter finds nothing, a repeated one changes nothing', async () => {
    const person = nextPerson();
    await seal(employer, person);
    const letterNo = await asked(person);
    expect(await ended(letterNo)).toBe('00');
    const view = await readCase(
      (await signIn(world, person, 'member')).client,
      (await caseOfLetter(world, letterNo)).id,
    );
    expect(view).toMatchObject({
      state: 'done',
      receipt: { amount: '11520.00', closedOn: HALF_A_YEAR_LATER },
    });
    const { client } = await signIn(world, person, 'member');
    const statement = await apply(client, 'GJ33', { from: '2026-10-01', to: HALF_A_YEAR_LATER });
    const path = `/v1/documents/${receiptOf(statement, 'documentId')}/lines`;
    expect((await client.get(path)).body.lines.at(-1)).toMatchObject({
      type: '07',
      zh: '外部转出',
      balance: '0.00',
      interest: statement.receipt?.['interest'],
    });
    const messages = (await world.control('GET', '/control/nat/messages')).messages as {
      seq: string;
      txCode: string;
      body: Record<string, string>;
    }[];
    const letter = messages.find(({ body, txCode }) => txCode === 'BDC901' && body['ConNum'] === letterNo)!;
    await world.control('POST', '/control/nat/messages/again', { seq: letter.seq });
    expect(await ended(await asked(person))).toMatch(/^40 .*外部转出销户/);
    expect(
      await rows(world, `SELECT FROM instruction WHERE purpose = 'transfer' AND source_id = $1`, [view.id]),
    ).toHaveLength(1);
  });

  test('a transfer that the bank gives back is the member’s again, ends its letter, and is paid once by another', async () => {
    const person = nextPerson();
    await seal(employer, person);
    await mood('silent');
    const first = await asked(person, MOODY);
    const { id } = await until('the case of the letter', async () => caseOfLetter(world, first));
    const member = await signIn(world, person, 'member');
    await untilState(member.client, id, 'done');
    expect(await ownAccount(member)).toMatchObject({ state: '04', balance: '0.00' });
    await givenBack('transfer', id);
    expect(await ended(first)).toMatch(/^40/);
    expect(await ownAccount(member)).toMatchObject({ state: '02', balance: '11520.00', held: '0.00' });
    expect(await readCase(member.client, id)).toMatchObject({
      timeline: expect.arrayContaining([
        expect.objectContaining({ kind: 'payment-returned', body: { amount: '11520.00', restored: true } }),
      ]),
    });
    const second = await asked(person);
    expect(await ended(second)).toBe('00');
    expect(await ownAccount(member)).toMatchObject({ state: '04', balance: '0.00' });
    const { id: again } = await caseOfLetter(world, second);
    expect([await paymentsFor('transfer', id), await paymentsFor('transfer', again)]).toEqual([
      ['returned'],
      ['paid'],
    ]);
  });

  test('the other centre pays a transfer back under its letter: the account is as it was, carried-over money too', async () => {
    const person = nextPerson();
    await seal(employer, person);
    // As if half of it had been there when the interest year turned.
    const own = `(SELECT m.account_id FROM member_account AS m JOIN person AS p ON p.id = m.person_id WHERE p.name = '${person.name}')`;
    await rows(
      world,
      `BEGIN; SET LOCAL session_replication_role = replica;
       UPDATE entry SET carried_fen = amount_fen / 2 WHERE subject = '201' AND side = 'C' AND account_id = ${own};
       UPDATE member_balance AS b SET carried_fen = e.carried, current_fen = b.carried_fen + b.current_fen - e.carried
         FROM (SELECT sum(carried_fen) AS carried FROM entry WHERE account_id = ${own}) AS e WHERE b.account_id = ${own};
       ${RESTAMP};
       COMMIT`,
    );
    const member = await signIn(world, person, 'member');
    const before = await ownAccount(member);
    expect(before).toMatchObject({ carriedOver: '5760.00', current: '5760.00' });
    await mood('silent');
    const letterNo = await asked(person, MOODY);
    const { id } = await until('the case of the letter', async () => caseOfLetter(world, letterNo));
    await untilState(member.client, id, 'done');
    expect(await ownAccount(member)).toMatchObject({ state: '04', balance: '0.00' });
    const [paid] = await rows<{ amount: string }>(
      world,
      `SELECT (amount_fen / 100.0)::numeric(18, 2)::text AS amount FROM instruction WHERE purpose = 'transfer' AND source_id = $1`,
      [id],
    );
    const [account] = await rows<{ no: string; bank: string }>(
      world,
      `SELECT account_no AS no, bank_code AS bank FROM bank_account WHERE purpose = 'collection' LIMIT 1`,
    );
    await world.control('POST', `/control/bank/${account!.bank}/deposits`, {
      toAccount: account!.no,
      amount: paid!.amount,
      remark: `退回 ${letterNo}`,
      payerName: '晋中市住房公积金管理中心(虚构)',
      payerAccount: '104140700990000001',
    });
    await until('the account is open again', async () => (await ownAccount(member)).state === '02');
    // Principal and interest: what was carried over is again, what was paid as interest is money of this year.
    expect(await ownAccount(member)).toMatchObject({ carriedOver: '5760.00', balance: paid!.amount });
    expect(await ended(letterNo)).toMatch(/^40/);
  });

  test('the centre that asked disputes the amount: it is told again, and the letter ends as 20', async () => {
    const person = nextPerson();
    await seal(employer, person);
    await mood('disputes');
    expect(await ended(await asked(person, MOODY))).toBe('20');
  });

  test('money of a list comes after the transfer: the account is open again, sealed, and another letter takes it', async () => {
    const active = await rows<{ id: string }>(
      world,
      `SELECT person_id AS id FROM member_account WHERE state = '01'`,
    );
    const person = people[0]!;
    const listed = await stillActive();
    expect(listed).toHaveLength(active.length);
    const list = await sendList(employer, '2027-02', listed);
    expect(list.status).toBe(201);
    const confirmed = await confirm(employer, list.body.id as string);
    await seal(employer, person);
    const first = await asked(person);
    expect(await ended(first)).toBe('00');
    const member = await signIn(world, person, 'member');
    expect(await ownAccount(member)).toMatchObject({ state: '04', balance: '0.00' });
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
    expect(await ownAccount(member)).toMatchObject({ state: '02', balance: '1920.00' });
    expect(await letterIn(world, first)).toMatchObject({ state: '00', kept_open: true });
    expect(eventsOf(await readCase(member.client, (await caseOfLetter(world, first)).id))).toContain(
      'transfer-late-credit',
    );
    expect(await ended(await asked(person))).toBe('00');
    expect(await ownAccount(member)).toMatchObject({ state: '04', balance: '0.00' });
  });

  test('a letter nobody answers ends by itself on its day, and the account is free', async () => {
    await mood('silent');
    const { member, id, letterNo } = await ask(MOODY);
    await moveTo(world, '2027-02-04');
    expect(await letterIn(world, letterNo)).toMatchObject({ state: '01' });
    await moveTo(world, '2027-02-05');
    expect(await ended(letterNo)).toBe('40 NO_ANSWER_IN_TIME');
    const again = await signIn(world, member.person, 'member');
    expect(await readCase(again.client, id)).toMatchObject({ state: 'cancelled', receipt: { status: '40' } });
    await until(
      'no account is engaged',
      async () => (await rows(world, 'SELECT FROM engagement')).length === 0,
    );
  }, 60_000);

  /** Members whose account is active, as the simulated world knows them. */
  async function stillActive(): Promise<Person[]> {
    const all = (await castOf(world)).people;
    const found: Person[] = [];
    for (const person of all.filter(({ name }) => everybody.has(name))) {
      const { state } = await ownAccount(await signIn(world, person, 'member'));
      if (state === '01') found.push(person);
    }
    return found;
  }
});

import { taiyuan } from '../../../scripts/set-up-centre';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest, registration } from './employer-under-test';

/** As the first company of the world is registered, written by a bank in full width with blanks around it. */
const NAME = '零跑示例科技有限公司(虚构)';
const NAME_AT_BANK = ' 零跑示例科技有限公司（虚构） ';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
}, 60_000);
afterAll(async () => {
  await room.stop();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const unit = async () => (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
const list = async (id: string) => (await employer.agent.get(`/v1/remittance-lists/${id}`)).body;
const kase = async (id: string) => (await employer.agent.get(`/v1/cases/${id}`)).body;
const suspense = async (): Promise<string> => (await unit()).suspense;
const own = async (): Promise<string> =>
  (await (await room.signedIn(employer.staff[0]!, 'member')).get('/v1/me/account')).body.balance;

async function drafted(month: string): Promise<string> {
  const made = await employer.upload(month);
  expect(made.status).toBe(201);
  return made.body.id as string;
}

const confirm = (listId: string, more: object = {}) =>
  employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId, ...more } });

let octoberList: string;

/** Each month is 3 × 1600.00. */
describe('a payment without a number', () => {
  it('by the unit’s account, exactly what its list awaits: the list is credited', async () => {
    const september = await employer.confirmed('2026-09');
    await room.transfer('4800.00', `公积金 ${(await unit()).unitAccountNo as string}`);
    expect((await list(september.listId)).state).toBe('POSTED');
    expect(await own()).toBe('1600.00');
    const { state, timeline } = await kase(september.caseId);
    expect(state).toBe('done');
    expect(timeline.at(-1)).toMatchObject({
      kind: 'decomposed',
      body: {
        note: {
          zh: expect.stringContaining('按单位账号识别'),
          en: expect.stringContaining('4800.00 yuan arrived'),
        },
      },
    });
  });

  it('by the payer’s name, too little: short with its list as if it had the number, and the case is told', async () => {
    const october = await employer.confirmed('2026-10');
    await room.transfer('4000.00', october.paymentNo);
    expect((await kase(october.caseId)).timeline.at(-1).body.note.zh).toContain('尚差 800.00 元');
    // The bank valued the first part a day later than what completes the list.
    const first = `WHERE amount_fen = 400000`;
    await room.asSuperuser(`UPDATE receipt SET value_date = value_date + 1 ${first}`);
    await room.transfer('799.99', '公积金', NAME);
    expect((await list(october.listId)).state).toBe('SUSPENSE_SHORT');
    expect(await suspense()).toBe('4799.99');
    const told = (await kase(october.caseId)).timeline.at(-1);
    expect(told).toMatchObject({ kind: 'funds-short', body: { received: '799.99', lacking: '0.01' } });
    expect(told.body.note.zh).toContain('按付款户名识别');
    await room.transfer('800.00', '公积金', NAME_AT_BANK);
    expect((await list(october.listId)).state).toBe('POSTED');
    const valued = `kind = 'remittance' AND source_id = '${october.listId}' AND value_date = business_date + 1`;
    expect(await room.count('journal', valued)).toBe(1);
    await room.asSuperuser(`UPDATE receipt SET value_date = value_date - 1 ${first}`);
    expect(await own()).toBe('3200.00');
    expect((await kase(october.caseId)).timeline.at(-1).body).toMatchObject({
      fromPayment: '800.00',
      fromSuspense: '4000.00',
    });
    expect(await unit()).toMatchObject({
      suspense: '799.99',
      suspenseFrom: [{ left: '799.99', why: 'short', recognisedBy: 'payer-name', listId: october.listId }],
    });
    octoberList = october.listId;
  });

  it('three payments by number, the last with too much: one credit, the surplus is the unit’s', async () => {
    const november = await employer.confirmed('2026-11');
    for (const amount of ['1000.00', '2000.00']) await room.transfer(amount, november.paymentNo);
    expect(await own()).toBe('3200.00');
    await room.transfer('1800.50', november.paymentNo);
    expect(await own()).toBe('4800.00');
    expect(await suspense()).toBe('800.49');
    const { suspenseFrom } = await unit();
    expect(
      suspenseFrom.map(({ left, listId }: { left: string; listId: string | null }) => [left, listId]),
    ).toEqual([
      ['799.99', octoberList],
      ['0.50', november.listId],
    ]);
    await room.transfer('4800.00', november.paymentNo);
    expect((await kase(november.caseId)).timeline.at(-1)).toMatchObject({
      kind: 'funds-kept',
      body: { received: '4800.00' },
    });
    expect([await own(), await suspense()]).toEqual(['4800.00', '5600.49']);
  });

  it('by a name that two active employers bear: nobody’s suspense; closed ones do not count', async () => {
    const { creditCode } = registration(room);
    const twin = (state: string) =>
      room.asSuperuser(
        `INSERT INTO employer (centre_id, id, credit_code, name, legal_rep_person_id, district_code, created_at)
           SELECT centre_id, gen_random_uuid(), '${state}' || substr(credit_code, 3), name, legal_rep_person_id, district_code, now()
             FROM employer WHERE credit_code = '${creditCode}';
         INSERT INTO ledger_account (centre_id, kind, subject) VALUES (1, 'unit', '21901');
         INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday, ratio_employer,
                                   ratio_employee, first_month, opened_on)
           SELECT 1, (SELECT max(id) FROM ledger_account WHERE kind = 'unit'), e.id, '98000000${state}', '140105', '${state}', 15, 0.05, 0.05,
                  202609, '2026-09-01' FROM employer AS e WHERE credit_code LIKE '${state}%' AND e.centre_id = 1`,
      );
    await twin('04');
    await room.transfer('0.01', '公积金', NAME);
    expect(await suspense()).toBe('5600.50');
    await twin('01');
    await room.transfer('0.01', '公积金', NAME);
    expect(await suspense()).toBe('5600.50');
    expect(await room.count('receipt', `state = 'suspense'`)).toBe(1);
    await room.asSuperuser(
      // The clocks of employers may have looked at them meanwhile.
      `DELETE FROM employer_warning WHERE employer_id IN (SELECT id FROM employer WHERE credit_code ~ '^0[14]');
       DELETE FROM unit_account WHERE unit_account_no LIKE '98000000%'; DELETE FROM employer WHERE credit_code ~ '^0[14]'`,
    );
  });
});

describe('money before its list is confirmed', () => {
  it('stands in the unit’s suspense, also when it names the draft; confirming takes it when the employer says so', async () => {
    const listId = await drafted('2026-12');
    await room.transfer('100.00', `清册 ${listId}`);
    await room.transfer('10.00', '公积金', NAME);
    expect((await unit()).suspenseFrom.slice(-2)).toMatchObject([
      { amount: '100.00', why: 'not-awaited', recognisedBy: 'list', listId },
      { amount: '10.00', why: 'no-list', recognisedBy: 'payer-name' },
    ]);
    const made = await confirm(listId, { useSuspense: true });
    expect(made.body).toMatchObject({
      state: 'done',
      receipt: { fromSuspense: '4800.00', surplus: '910.50', paidThrough: '2026-12', amount: '4800.00' },
    });
    expect(made.body.timeline.at(-1)).toMatchObject({
      kind: 'decomposed',
      body: { fromPayment: '0.00', note: { zh: expect.stringContaining('确认时动用单位暂收款') } },
    });
    expect([await own(), await suspense()]).toEqual(['6400.00', '910.50']);
    expect((await list(listId)).state).toBe('POSTED');
  });
});

describe('money that names a draft, which is then confirmed without the choice', () => {
  let early: ContributionUnderTest;
  let prompt: EmployerUnderTest;
  const read = async () => (await prompt.agent.get(`/v1/employers/${prompt.employerId}`)).body;
  const confirmDraft = (listId: string) =>
    prompt.agent.post('/v1/cases', { item: 'GJ11', input: { listId } });
  const stateOf = async (listId: string) =>
    (await prompt.agent.get(`/v1/remittance-lists/${listId}`)).body.state;

  beforeAll(async () => {
    early = await ContributionUnderTest.start();
    prompt = await EmployerUnderTest.register(early, 2);
  }, 60_000);
  afterEach(async () => {
    expect(await early.breaches()).toEqual([]);
  });
  afterAll(() => early.stop());

  it('all of it: credited on confirmation, and other money of the unit is left alone', async () => {
    const { body } = await prompt.upload('2026-09');
    await early.transfer('10.00', '', NAME);
    await early.transfer('3200.00', `清册 ${body.id as string}`);
    const made = await confirmDraft(body.id as string);
    expect(made.body).toMatchObject({
      state: 'done',
      receipt: { fromSuspense: '3200.00', surplus: '0.00', paidThrough: '2026-09' },
    });
    expect(await stateOf(body.id as string)).toBe('POSTED');
    expect(await read()).toMatchObject({ suspense: '10.00', suspenseFrom: [{ why: 'no-list' }] });
  });

  it('part of it: only the rest is asked for, and completes it', async () => {
    const { body } = await prompt.upload('2026-10');
    await early.transfer('1200.00', `清册 ${body.id as string}`);
    const made = await confirmDraft(body.id as string);
    const amounts = { amount: '3200.00', inSuspense: '1200.00', toPay: '2000.00' };
    expect(made.body).toMatchObject({ state: 'waiting-funds', receipt: amounts });
    expect(made.body.timeline.at(-1)).toMatchObject({ kind: 'funds-awaited', body: amounts });
    expect(await stateOf(body.id as string)).toBe('SUSPENSE_SHORT');
    await early.transfer('2000.00', made.body.receipt.paymentNo as string);
    expect((await prompt.agent.get(`/v1/cases/${made.body.id as string}`)).body).toMatchObject({
      state: 'done',
      receipt: { surplus: '0.00' },
    });
    expect((await read()).suspense).toBe('10.00');
  });

  it('part of it, and then the whole sum by the number: what came before is told as surplus', async () => {
    const { body } = await prompt.upload('2026-11');
    await early.transfer('1200.00', `清册 ${body.id as string}`);
    const made = await confirmDraft(body.id as string);
    await early.transfer('3200.00', made.body.receipt.paymentNo as string);
    expect((await prompt.agent.get(`/v1/cases/${made.body.id as string}`)).body).toMatchObject({
      state: 'done',
      receipt: { surplus: '1200.00' },
    });
    expect((await read()).suspense).toBe('1210.00');
  });

  it('nothing of it: the whole sum is asked for, and it says so', async () => {
    const { body } = await prompt.upload('2026-12');
    expect((await confirmDraft(body.id as string)).body).toMatchObject({
      state: 'waiting-funds',
      receipt: { amount: '3200.00', inSuspense: '0.00', toPay: '3200.00' },
    });
    expect(await stateOf(body.id as string)).toBe('CONFIRMED');
  });
});

describe('confirming without the choice, and with too little', () => {
  let next: ContributionUnderTest;
  let other: EmployerUnderTest;
  const read = async () => (await other.agent.get(`/v1/employers/${other.employerId}`)).body;

  beforeAll(async () => {
    next = await ContributionUnderTest.start();
    other = await EmployerUnderTest.register(next, 2);
  }, 60_000);
  afterEach(async () => {
    expect(await next.breaches()).toEqual([]);
  });
  afterAll(() => next.stop());

  it('suspense is not touched unless the employer chose it', async () => {
    await next.transfer('3200.00', '', NAME);
    const { listId, paymentNo } = await other.confirmed('2026-09');
    expect((await read()).suspense).toBe('3200.00');
    await next.transfer('3200.00', paymentNo);
    expect((await other.agent.get(`/v1/remittance-lists/${listId}`)).body.state).toBe('POSTED');
    expect((await read()).suspense).toBe('3200.00');
  });

  it('two confirmations at once take the money once', async () => {
    const { body } = await other.upload('2026-10');
    const input = { listId: body.id as string, useSuspense: true };
    const answers = await Promise.all(
      [1, 2, 3].map(() => other.agent.post('/v1/cases', { item: 'GJ11', input })),
    );
    expect(answers.filter(({ body: { state } }) => state === 'done')).toHaveLength(1);
    expect(await next.count('suspense_draw')).toBe(1);
    expect((await read()).suspense).toBe('0.00');
  });

  it('a confirmation and the transfer of the same month at once: one pays, the other stays in suspense', async () => {
    await next.transfer('3200.00', '', NAME);
    const { body } = await other.upload('2026-11');
    const input = { listId: body.id as string, useSuspense: true };
    const [made] = await Promise.all([
      other.agent.post('/v1/cases', { item: 'GJ11', input }),
      next.transfer('3200.00', `清册 ${body.id as string}`),
    ]);
    expect(made.body.state).toBe('done');
    expect(await read()).toMatchObject({ suspense: '3200.00', paidThrough: '2026-11' });
  });

  it('with too little it says what is lacking, and that completes it, by name as well', async () => {
    const { name, idNo } = other.staff[0]!;
    const changes = [{ kind: 'base', name, idNo, base: '9000.00' }];
    const { employerId } = other;
    const changed = await other.agent.post('/v1/cases', { item: 'GJ10', input: { employerId, changes } });
    expect(changed.body.state).toBe('done');
    const same = { employerId, month: '2026-12', asMonth: '2026-11' };
    const { body } = await other.agent.post('/v1/remittance-lists/same-as', same);
    const input = { listId: body.id as string, useSuspense: true };
    const made = await other.agent.post('/v1/cases', { item: 'GJ11', input });
    expect(made.body).toMatchObject({
      state: 'waiting-funds',
      receipt: { amount: '3400.00', inSuspense: '3200.00', toPay: '200.00' },
    });
    await next.transfer('200.00', '', NAME);
    const done = await other.agent.get(`/v1/cases/${made.body.id as string}`);
    expect(done.body).toMatchObject({ state: 'done', receipt: { surplus: '0.00' } });
    expect((await read()).suspense).toBe('0.00');
  });
});

describe('more than the list, without its number', () => {
  let third: ContributionUnderTest;
  let small: EmployerUnderTest;
  beforeAll(async () => {
    third = await ContributionUnderTest.start();
    small = await EmployerUnderTest.register(third, 1);
  }, 60_000);
  afterEach(async () => {
    expect(await third.breaches()).toEqual([]);
  });
  afterAll(() => third.stop());

  it('credits the list, by account or by name, and the surplus is the unit’s', async () => {
    const read = async () => (await small.agent.get(`/v1/employers/${small.employerId}`)).body;
    const { unitAccountNo } = await read();
    const september = await small.confirmed('2026-09');
    await third.transfer('1650.00', `公积金 ${unitAccountNo as string}`);
    const october = await small.confirmed('2026-10');
    await third.transfer('1600.01', '公积金', NAME);
    for (const { caseId } of [september, october])
      expect((await small.agent.get(`/v1/cases/${caseId}`)).body.state).toBe('done');
    expect(await read()).toMatchObject({
      paidThrough: '2026-10',
      suspense: '50.01',
      suspenseFrom: [
        { left: '50.00', why: 'surplus', recognisedBy: 'unit-account', listId: september.listId },
        { left: '0.01', why: 'surplus', recognisedBy: 'payer-name', listId: october.listId },
      ],
    });
  });
  it('with two lists named, the remark goes before the summary', async () => {
    const november = await small.confirmed('2026-11');
    const [october] = await third.run((tx) =>
      tx.query<{ no: string }>(`SELECT payment_no AS no FROM remittance_list WHERE month = 202610`),
    );
    await third.control('POST', 'bank/deposits', {
      toAccount: taiyuan.bankAccounts[0]?.accountNo,
      amount: '1600.00',
      payerName: '某单位(虚构)',
      payerAccount: '104999900000000777',
      remark: `公积金 ${november.paymentNo}`,
      summary: `上月 ${october!.no}`,
    });
    await third.until(
      async () => (await small.agent.get(`/v1/cases/${november.caseId}`)).body.state === 'done',
    );
    const { state, timeline } = (await small.agent.get(`/v1/cases/${november.caseId}`)).body;
    expect([state, timeline.at(-1).kind]).toEqual(['done', 'decomposed']);
  });
});

import { randomUUID } from 'node:crypto';
import { type HttpClient, startWorld, type World } from '../support';
import {
  apply,
  bankLines,
  bankMood,
  castOf,
  type Cast,
  confirm,
  deposit,
  type Employer,
  eventsOf,
  expectProof,
  openAccounts,
  ownAccount,
  type Person,
  readCase,
  receiptOf,
  sendList,
  sendText,
  settledEmployer,
  signIn,
  until,
  untilState,
} from './support';

/** 12 % of 8000.00 from either side. */
const MONTH = '1920.00';
const PAYER = '104999900000000777';

describe('money that employers pay late, wrongly or without a name', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let agent: HttpClient;
  let clerk: HttpClient;
  let staff: readonly Person[];
  let late: Person;
  let payTo: string;

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    staff = ['renter', 'renterSpouse'].map((role) => cast.inRole(role));
    late = cast.inRole('rareName');
    employer = await settledEmployer(world, () => staff);
    agent = employer.agent.client;
    clerk = await world.signedIn({ role: 'clerk', name: late.name, idNo: late.idNo });
    await openAccounts(employer, [late], () => '8000.00');
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const unit = async () => (await agent.get(`/v1/employers/${employer.id}`)).body;
  const suspense = async () => (await agent.get(`/v1/employers/${employer.id}/suspense`)).body;
  const line = ({ name, idNo }: Person, month: string, more: object = {}) => ({ name, idNo, month, ...more });
  const send = (lines: readonly object[], more: object = {}, query = '') =>
    agent.post(`/v1/back-payments${query}`, { employerId: employer.id, reason: 'missed', lines, ...more });
  const refund = (person: Person, month: string, to: 'payer' | 'suspense', more: object = {}) =>
    apply(agent, 'GJ13', {
      employerId: employer.id,
      name: person.name,
      idNo: person.idNo,
      month,
      to,
      reason: '多缴',
      ...more,
    });
  const transfer = (toAccount: string, amount: string, remark: string) =>
    deposit(world, { toAccount, amount, remark });
  const balanceOf = async (person: Person) =>
    (await ownAccount(await signIn(world, person, 'member'))).balance;
  const paidBack = async (amount: string) =>
    (await bankLines(world)).filter(
      (each) =>
        each.kind === 'payment' &&
        JSON.stringify(each).includes(PAYER) &&
        JSON.stringify(each).includes(amount),
    ).length;

  test('a trial tells every bad line by row, column and month, and keeps nothing', async () => {
    const lines = [
      line(staff[0]!, '2026-09'),
      line(late, '2026-06'),
      line(late, '2026-11'),
      line(late, '2026-13'),
      line(late, '2026-09', { employerAmount: '960.01' }),
      line(late, '2026-10'),
    ];
    const tried = await send(lines, {}, '?dryRun=true');
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({
      dryRun: true,
      outcome: 'refused',
      rowsAccepted: 1,
      rowsRefused: 5,
      total: MONTH,
    });
    expect(tried.body.errors.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [5, 'MONTH_FORMAT'],
      [2, 'MONTH_ALREADY_FULL'],
      [3, 'MONTH_WITHOUT_PARAMETERS'],
      [4, 'MONTH_NOT_PAST'],
      [6, 'AMOUNT_OVER_DUE'],
    ]);
  });

  test('a file comes back with its bad rows and their reasons, and its good rows alone are taken when asked', async () => {
    const csv = `姓名,证件号码,缴存年月\n${late.name},${late.idNo},2026年8月\n${late.name},${late.idNo},2026-11\n`;
    const path = `/v1/back-payments?employerId=${employer.id}&reason=order&orderNo=2026-77`;
    const file = { method: 'POST', token: employer.agent.token, contentType: 'text/csv', text: csv } as const;
    const refused = await sendText(world, { ...file, path });
    expect([refused.status, refused.body.code, refused.body.errors?.[0].code]).toEqual([
      422,
      'LIST_HAS_ERRORS',
      'MONTH_NOT_PAST',
    ]);
    const taken = await sendText(world, { ...file, path: `${path}&partial=true` });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ lineCount: 1, total: MONTH, orderNo: '2026-77' });
    expect(taken.body.report).toMatchObject({ outcome: 'accepted-in-part', rowsRefused: 1 });
  });

  test('missed months are confirmed, paid in two parts, and credited to the member at once', async () => {
    const draft = await send([line(late, '2026-09'), line(late, '2026-10')]);
    expect(draft.status).toBe(201);
    const confirmed = await apply(agent, 'GJ12', { backPaymentId: draft.body.id });
    expect(confirmed.state).toBe('waiting-funds');
    expect(receiptOf(confirmed, 'paymentNo')).toMatch(/^BJ\d{14}$/);
    const to = receiptOf(confirmed, 'payTo');
    payTo = to;
    const remark = `补缴 ${receiptOf(confirmed, 'paymentNo')}`;
    await transfer(to, '3000.00', remark);
    await until('the short money', async () =>
      eventsOf(await readCase(agent, confirmed.id)).includes('funds-short'),
    );
    expect((await agent.get(`/v1/back-payments/${draft.body.id}`)).body.state).toBe('SUSPENSE_SHORT');
    expect(await balanceOf(late)).toBe('0.00');
    await transfer(to, '900.00', remark);
    await untilState(agent, confirmed.id, 'done');
    expect(await balanceOf(late)).toBe('3840.00');
    expect((await suspense()).total).toBe('60.00');
    const again = await send([line(late, '2026-09')]);
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'MONTH_ALREADY_FULL']);
  });

  test('two lists for one month: the second is refused when it is confirmed, with the law and a way on', async () => {
    const drafts = [await send([line(late, '2026-08')]), await send([line(late, '2026-08')])];
    const [first, second] = drafts.map(({ body }) => body.id as string);
    const confirmed = await apply(agent, 'GJ12', { backPaymentId: first! });
    const refused = await apply(agent, 'GJ12', { backPaymentId: second! });
    expect(refused.state).toBe('refused');
    expect(refused.decision?.headline).toBe('MONTH_ALREADY_REMITTED');
    const key = { key: randomUUID() };
    const cancelled = await agent.post(`/v1/back-payments/${first}/cancellation`, {}, key);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'CANCELLED']);
    expect((await readCase(agent, confirmed.id)).state).toBe('cancelled');
    const twice = await agent.post(`/v1/back-payments/${first}/cancellation`, {});
    expect([twice.status, twice.body.code]).toEqual([409, 'LIST_NOT_CANCELLABLE']);
    const mended = await apply(agent, 'GJ12', { backPaymentId: second! });
    expect(mended.state).toBe('waiting-funds');
    const { unitAccountNo } = await unit();
    await transfer(receiptOf(mended, 'payTo'), MONTH, `单位 ${unitAccountNo}`);
    await untilState(agent, mended.id, 'done');
    expect(await balanceOf(late)).toBe('5760.00');
  });

  test('part of a wrong payment goes back to its payer, and no more than the line holds', async () => {
    const before = await balanceOf(staff[0]!);
    const over = await refund(staff[0]!, '2026-10', 'payer', { employerAmount: '960.01' });
    expect([over.state, over.decision?.headline]).toEqual(['refused', 'REFUND_OVER_LINE']);
    const none = await refund(cast.inRole('widowed'), '2026-10', 'payer');
    expect(none.decision?.headline).toBe('LINE_NOT_POSTED');
    const part = await refund(staff[0]!, '2026-10', 'payer', {
      employerAmount: '100.00',
      employeeAmount: '50.00',
    });
    expect(part.state).toBe('done');
    expect(part.receipt).toMatchObject({ amount: '150.00', businessType: '99', reversalMark: '01' });
    expect(await paidBack('150.00')).toBe(1);
    expect(Number(before) - Number(await balanceOf(staff[0]!))).toBe(150);
    const rest = await refund(staff[0]!, '2026-10', 'payer', { employerAmount: '860.01' });
    expect(rest.decision?.headline).toBe('REFUND_OVER_LINE');
  });

  test('a refund that the bank rejects leaves the member’s money where it was; its line may be refunded again', async () => {
    const before = await balanceOf(staff[1]!);
    await bankMood(world, 'reject', { calls: 1 });
    const failed = await refund(staff[1]!, '2026-08', 'payer');
    expect(failed.state).toBe('pay-failed');
    expect(await balanceOf(staff[1]!)).toBe(before);
    const kept = await refund(staff[1]!, '2026-08', 'suspense');
    expect(kept.state).toBe('done');
    expect(kept.receipt).toMatchObject({ amount: MONTH, reversalMark: '02', keptInSuspense: true });
    expect(Number(before) - Number(await balanceOf(staff[1]!))).toBe(1920);
  });

  test('of two refunds of one line at once the line is refunded once', async () => {
    const both = await Promise.all(
      [0, 1].map(() =>
        agent.post('/v1/cases', {
          item: 'GJ13',
          input: {
            employerId: employer.id,
            name: staff[0]!.name,
            idNo: staff[0]!.idNo,
            month: '2026-09',
            to: 'payer',
            reason: '多缴',
          },
        }),
      ),
    );
    const done = both.filter(({ status, body }) => status === 201 && body.state === 'done');
    expect(done).toHaveLength(1);
    const [other] = both.filter((answer) => !done.includes(answer));
    expect([other?.body.code, other?.body.decision?.headline]).toEqual(
      other?.status === 409 ? [expect.stringMatching(/^CASE_/), undefined] : [undefined, 'REFUND_OVER_LINE'],
    );
  });

  test('a list without its money is cancelled: its number is dead, its money kept, its month free', async () => {
    const list = await sendList(employer, '2026-11', [...staff, late]);
    const confirmed = await confirm(employer, list.body.id);
    const [to, remark] = [receiptOf(confirmed, 'payTo'), receiptOf(confirmed, 'paymentNo')];
    await transfer(to, '10.00', remark);
    await until('the short money', async () =>
      eventsOf(await readCase(agent, confirmed.id)).includes('funds-short'),
    );
    const before = Number((await suspense()).total);
    const cancelled = await agent.post(`/v1/remittance-lists/${list.body.id}/cancellation`, {});
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'CANCELLED']);
    await transfer(to, '20.00', remark);
    await until('the money kept', async () => Number((await suspense()).total) === before + 20);
    expect((await sendList(employer, '2026-11', [...staff, late])).status).toBe(201);
    const other = await signIn(world, late, 'employer-agent');
    expect((await other.client.post(`/v1/remittance-lists/${list.body.id}/cancellation`, {})).status).toBe(
      404,
    );
  });

  test('suspense goes back to the account it came from, unknown until the bank is asked, and pays a list whole', async () => {
    const { lots, total } = await suspense();
    const lot = lots.find(({ left }: { left: string }) => left === '60.00');
    const tooMuch = await apply(agent, 'GJ19', {
      employerId: employer.id,
      action: 'return',
      lotId: lot.id,
      amount: '60.01',
    });
    expect([tooMuch.state, tooMuch.decision?.headline]).toEqual(['refused', 'SUSPENSE_TOO_LOW']);
    await bankMood(world, 'timeout-after-paying', { calls: 1 });
    const back = await apply(agent, 'GJ19', { employerId: employer.id, action: 'return', lotId: lot.id });
    await untilState(agent, back.id, 'done');
    expect(await paidBack('60.00')).toBe(1);
    expect(Number(total) - Number((await suspense()).total)).toBe(60);
    const list = await sendList(employer, '2026-11', [...staff, late]);
    const confirmed = await confirm(employer, list.body.id);
    const short = await apply(agent, 'GJ19', {
      employerId: employer.id,
      action: 'allocate',
      listId: list.body.id,
    });
    expect(short.decision?.headline).toBe('SUSPENSE_TOO_LOW');
    const { unitAccountNo } = await unit();
    await transfer(receiptOf(confirmed, 'payTo'), '5000.00', `单位 ${unitAccountNo}`);
    await until('the money', async () => Number((await suspense()).total) >= 5760);
    const paid = await apply(agent, 'GJ19', {
      employerId: employer.id,
      action: 'allocate',
      listId: list.body.id,
    });
    expect(paid.state).toBe('done');
    expect((await readCase(agent, confirmed.id)).state).toBe('done');
    expect((await unit()).paidThrough).toBe('2026-11');
  });

  test('money of nobody known is claimed by the payer’s paper, once, and stands in that unit’s suspense', async () => {
    await transfer(payTo, '77.00', '没有单号');
    const found = await until('the receipt', async () => {
      const { body } = await clerk.get('/v1/suspense?olderThanDays=0');
      return body.oldUnmatched.find(({ amount }: { amount: string }) => amount === '77.00');
    });
    expect((await agent.get('/v1/suspense')).status).toBe(403);
    const { unitAccountNo } = await unit();
    const said = { unitAccountNo, paper: { kind: 'bank-slip', number: 'HD-1' }, reason: '漏填单号' };
    const before = Number((await suspense()).total);
    const wrong = await clerk.post(`/v1/suspense/${found.receiptId}/claim`, {
      ...said,
      unitAccountNo: '98261121999999',
    });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([400, 'UNIT_ACCOUNT_UNKNOWN']);
    const claimed = await clerk.post(`/v1/suspense/${found.receiptId}/claim`, said);
    expect([claimed.status, claimed.body.amount]).toEqual([201, '77.00']);
    expect(Number((await suspense()).total)).toBe(before + 77);
    const twice = await clerk.post(`/v1/suspense/${found.receiptId}/claim`, said);
    expect([twice.status, twice.body.code]).toEqual([409, 'RECEIPT_CLAIMED']);
  });

  test('money of nobody known goes back to the account it came from, once; what the bank refuses is nobody’s again', async () => {
    const unmatched = async (amount: string) => {
      const { body } = await clerk.get('/v1/suspense?olderThanDays=0');
      return body.oldUnmatched.find((each: { amount: string }) => each.amount === amount);
    };
    await transfer(payTo, '66.00', '没有单号');
    const { receiptId } = await until('the receipt', () => unmatched('66.00'));
    const wanted = { paper: { kind: 'payer-statement', number: 'SM-1' }, reason: '付款单位误汇' };
    expect((await agent.post(`/v1/suspense/${receiptId}/return`, wanted)).status).toBe(403);
    expect((await clerk.post(`/v1/suspense/${receiptId}/return`, { reason: '误汇' })).status).toBe(400);

    await bankMood(world, 'reject-card-closed', { calls: 1 });
    const refused = await clerk.post(`/v1/suspense/${receiptId}/return`, wanted);
    expect([refused.status, refused.body.amount]).toEqual([201, '66.00']);
    await until('nobody’s again', async () => (await unmatched('66.00'))?.goesBack === false);

    await bankMood(world, 'timeout-after-paying', { calls: 1 });
    const [first, second] = await Promise.all([
      clerk.post(`/v1/suspense/${receiptId}/return`, wanted),
      clerk.post(`/v1/suspense/${receiptId}/return`, wanted),
    ]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    const { unitAccountNo } = await unit();
    const meanwhile = await clerk.post(`/v1/suspense/${receiptId}/claim`, { ...wanted, unitAccountNo });
    expect(meanwhile.status).toBe(409);
    await until('paid back', async () => (await unmatched('66.00')) === undefined);
    expect(await paidBack('66.00')).toBe(1);
    const after = await clerk.post(`/v1/suspense/${receiptId}/return`, wanted);
    expect([after.status, after.body.code]).toEqual([409, 'RECEIPT_CLAIMED']);
  });

  test('arrears begin five days after payday, and staff see them by age', async () => {
    expect((await agent.get(`/v1/employers/${employer.id}/arrears`)).body).toMatchObject({
      months: 0,
      estimate: null,
    });
    const report = await clerk.get('/v1/arrears');
    expect(report.body.bands).toHaveLength(5);
    expect((await agent.get('/v1/arrears')).status).toBe(403);
  });
});

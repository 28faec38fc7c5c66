import { workbook } from '../../support/workbook';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest, registration } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
/** Account number of a second employer, which has no list. */
let other: string;

const CLERK = { name: '测样甲', idNo: '11010519491231002X' };

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 2);
  const company = room.outside.world.companyInRole('otherEmployer');
  const head = room.outside.world.people.find(({ idNo }) => idNo === company.legalRepresentative.idNo)!;
  const agent = await room.signedIn(head);
  const made = await agent.post('/v1/cases', {
    item: 'GJ01',
    input: { ...registration(room), creditCode: company.creditCode },
  });
  other = (await agent.get(`/v1/employers/${made.body.receipt.employerId as string}`)).body
    .unitAccountNo as string;
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const send = async (file: string | Buffer, total: string) => {
  const answer = await room.sendFile(CLERK, `/v1/fiscal-payments?total=${total}`, file, {}, 'clerk');
  return { status: answer.status, body: JSON.parse(answer.text) };
};
const fileOf = (...parts: [string, string][]) =>
  ['单位账号或缴款单号,金额', ...parts.map((part) => part.join(','))].join('\n');

describe('one payment of the treasury for many employers', () => {
  it('is taken whole or not at all: unknown payees, repeated rows, no amounts, another sum', async () => {
    const refused = await send(fileOf(['98000', '1'], [other, '0'], [other, 'x']), '10.00');
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { code: 'PAYEE_UNKNOWN', row: 2, column: '单位账号或缴款单号' },
      { code: 'AMOUNT_MISSING', row: 3 },
      { code: 'PAYEE_REPEATED', row: 4 },
      { code: 'MONEY_FORMAT', row: 4 },
    ]);
    expect((await send(fileOf([other, '9.99']), '10.00')).body.errors).toMatchObject([
      { code: 'TOTAL_DIFFERS' },
    ]);
    expect(await room.count('fiscal_payment')).toBe(0);
    const agent = await employer.agent.post('/v1/fiscal-payments?total=1.00', {});
    expect(agent.status).toBe(403);
  });

  it('becomes a receipt for each part, each credited by its own number, once', async () => {
    const { listId, paymentNo, amount } = await employer.confirmed('2026-09');
    const rows = [
      ['单位账号或缴款单号', '金额'],
      [paymentNo, Number(amount)],
      [other, 100.5],
    ];
    const total = (Number(amount) + 100.5).toFixed(2);
    const taken = await send(workbook([{ name: '拨付', rows }]), total);
    expect(taken.body).toMatchObject({ state: 'AWAITED', parts: 2, total });
    const serial = await room.transfer(total, `财政统发 ${taken.body.paymentNo}`);
    expect((await employer.agent.get(`/v1/remittance-lists/${listId}`)).body.state).toBe('POSTED');
    expect(await room.count('receipt', `bank_serial LIKE '${serial}/%' AND part_of IS NOT NULL`)).toBe(2);
    expect(
      await room.count('receipt', `bank_serial = '${serial}' AND matcher = 'fiscal' AND part_of IS NULL`),
    ).toBe(1);
    expect(await room.count('unit_suspense', `amount_fen = 10050 AND why = 'no-list'`)).toBe(1);
    // The same number once more is money that nobody awaits: held whole.
    const again = await room.transfer(total, `财政统发 ${taken.body.paymentNo}`);
    expect(await room.count('receipt', `bank_serial = '${again}' AND state = 'suspense'`)).toBe(1);
  });

  it('is held whole where it is not exactly the sum of its file', async () => {
    const taken = await send(fileOf([other, '50.00']), '50.00');
    const serial = await room.transfer('49.99', taken.body.paymentNo as string);
    expect(await room.count('receipt', `bank_serial = '${serial}' AND state = 'suspense'`)).toBe(1);
    expect(await room.count('fiscal_payment', `id = '${taken.body.id}' AND state = 'AWAITED'`)).toBe(1);
    await room.transfer('50.00', taken.body.paymentNo as string);
    expect(await room.count('fiscal_payment', `id = '${taken.body.id}' AND state = 'SPLIT'`)).toBe(1);
  });
});

import { parseDay } from '../../../src/kernel/calendar';
import type { HttpClient } from '../../support';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start('2026-12-10');
  employer = await EmployerUnderTest.register(room, 3);
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const named = ({ name, idNo }: Person) => ({ name, idNo });
const apply = async (item: string, input: object, by: HttpClient = employer.agent) =>
  (await by.post('/v1/cases', { item, input: { employerId: employer.employerId, ...input } })).body;
const list = (bases: readonly string[]) =>
  employer.agent.post('/v1/remittance-lists', {
    employerId: employer.employerId,
    month: '2026-09',
    members: employer.staff.map((person, index) => ({ ...named(person), base: bases[index] })),
  });

describe('an employer is told what stands in the way', () => {
  it('a first month without parameters is refused, for no list could be made for it (GJ01)', async () => {
    const head = room.outside.world.inRole('legalRepresentative');
    const company = room.outside.world.companyInRole('employer');
    room.outside.world.addCompanies([{ ...company, foundedOn: parseDay('2018-03-05') }]);
    const input = {
      creditCode: company.creditCode,
      district: '140105',
      payday: 15,
      ratioEmployer: '0.08',
      ratioEmployee: '0.12',
      firstMonth: '2020-01',
    };
    const made = (await (await room.signedIn(head)).post('/v1/cases', { item: 'GJ01', input })).body;
    expect(
      made.decision.findings.find(({ rule }: { rule: string }) => rule.startsWith('first-month')),
    ).toMatchObject({
      rule: 'first-month-plausible@2',
      truth: 'false',
    });
  });

  it('every month that is not remitted is counted, and states are told in words (GJ05)', async () => {
    const refused = await apply('GJ05', {});
    const texts = JSON.stringify(refused.reasons);
    expect(texts).toContain('未汇缴的月 3 个');
    expect(texts).toContain('登记状态为“存续”');
    expect(texts).not.toContain('“in-business”');
  });

  it('a list with no row to open is refused by the code of its first row (GJ20)', async () => {
    const [stranger] = room.outside.world.addSingles(1, 31);
    const members = [{ ...named(stranger!), name: '王错名', base: '8000.00' }];
    const refused = await apply('GJ20', { members });
    expect(refused).toMatchObject({ state: 'refused', decision: { headline: 'NAME_MISMATCH' } });
  });

  it('a bank that there is not is no bank to collect from (GJ04)', async () => {
    const answer = await employer.agent.post('/v1/cases', {
      item: 'GJ04',
      input: {
        employerId: employer.employerId,
        account: { bankCode: '999', accountNo: '10488000000000000001' },
      },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      {
        pointer: '/input/account/bankCode',
        code: 'BANK_UNKNOWN',
        message: expect.stringContaining('104 中国银行'),
      },
    ]);
  });

  it('a list tells how many bases the limits raised and cut', async () => {
    const made = await list(['1.00', '99999999999.99', '8000.00']);
    expect(made).toMatchObject({ status: 201, body: { limited: { toLower: 1, toUpper: 1 } } });
    const plain = await list(['8000', '8000.00', '8000.00']);
    expect(plain.body.errors).toMatchObject([
      { code: 'MONEY_FORMAT', value: '8000', fix: expect.stringContaining('保留两位小数') },
    ]);
  });

  it('a frozen member who contributes is an active one', async () => {
    const rows = await room.run((tx) =>
      tx.query<{ id: bigint }>('SELECT account_id AS id FROM member_account ORDER BY account_id LIMIT 1'),
    );
    await room.asSuperuser(
      `UPDATE member_account SET state = '06', state_before_freeze = '01' WHERE account_id = ${rows[0]!.id}`,
    );
    const unit = (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
    expect(unit.activeMembers).toBe(3);
    await room.asSuperuser(
      `UPDATE member_account SET state = '01', state_before_freeze = NULL WHERE account_id = ${rows[0]!.id}`,
    );
  });

  it('short money waits for its list only while the list does', async () => {
    const { listId, paymentNo } = await employer.confirmed('2026-09');
    await room.transfer('100.00', paymentNo);
    const lots = async () =>
      (await employer.agent.get(`/v1/employers/${employer.employerId}/suspense`)).body.lots as {
        whyText: { zh: string };
      }[];
    expect((await lots())[0]!.whyText.zh).toContain('等待补足');
    await employer.agent.post(`/v1/remittance-lists/${listId}/cancellation`, {});
    expect((await lots())[0]!.whyText.zh).toContain('可分配或退回');
  });
});

describe('what an agent applied for whose authorisation was withdrawn', () => {
  it('waits for the word of another agent though the employer asks for none any more', async () => {
    const [maker, second] = room.outside.world.addSingles(2, 41);
    for (const person of [maker!, second!]) await apply('GJ03', { authorise: named(person) });
    await apply('GJ03', { secondAgent: true });
    const draft = await list(['8000.00', '8000.00', '8000.00']);
    const by = await room.signedIn(maker!);
    const made = (await by.post('/v1/cases', { item: 'GJ11', input: { listId: draft.body.id } })).body;
    expect(made.state).toBe('waiting');
    const lifted = await apply('GJ03', { withdraw: named(maker!), secondAgent: false });
    expect(lifted.state).toBe('done');
    const word = (agreed: boolean) =>
      room
        .signedIn(second!)
        .then((other) =>
          other.post(`/v1/employers/${employer.employerId}/cases/${made.id}/consent`, { agreed }),
        );
    const state = async () => (await employer.agent.get(`/v1/cases/${made.id}`)).body.state as string;
    await room.asSuperuser(`UPDATE service_case SET due_at = now() WHERE id = '${made.id}'`);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await state()).toBe('waiting');
    expect((await word(true)).status).toBe(201);
    await room.until(async () => (await state()) === 'waiting-funds');
  });
});

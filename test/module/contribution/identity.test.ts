import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { Road } from '../oversight/road';
import { apply, settleIn, withdraw } from '../oversight/travel';

let road: Road;
let clerk: HttpClient;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
  clerk = await road.signedIn(clerkIdentity, 'clerk');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  for (const target of ['pol', 'bank']) await road.control('PUT', `moods/${target}`, { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);

/** The police register a new name or number of somebody. */
async function renamed(role: string, to: { name: string; idNo: string }, former?: object[]) {
  const { name, idNo, phone, cardNo, bankCode, employments, marriage } = road.person(role);
  const jobs = employments.map(({ creditCode, from, to: end }) => ({
    creditCode,
    from,
    to: end,
    base: '20000.00',
  }));
  await road.control('POST', 'people', {
    people: [
      {
        ...to,
        phone,
        cardNo,
        bankCode,
        marriage,
        employments: jobs,
        formerIdentities: former ?? [{ name, idNo }],
      },
    ],
  });
  return { old: { name, idNo }, to };
}
const change = (old: { name: string; idNo: string }, to: { name: string; idNo: string }, card: object = {}) =>
  clerk.post('/v1/cases', {
    item: 'GJ22',
    input: {
      ...old,
      newName: to.name,
      newIdNo: to.idNo,
      papers: {
        card: {
          kind: 'identity-card',
          number: to.idNo,
          issuer: '太原市公安局小店分局',
          issuedOn: '2026-11-02',
          match: true,
          ...card,
        },
      },
    },
  });

describe('another name or id number', () => {
  let paid: string;
  const next = { name: '测新名', idNo: '140199199003030037' };

  it('is refused while the police do not join the two, the card differs or nothing changes', async () => {
    paid = await withdraw(road, 'divorced', 'done', { amount: '100.00' });
    const { old } = await renamed('divorced', next, []);
    const { body } = await change(old, next, { match: false });
    expect([body.state, reasons(body)]).toEqual(['refused', ['NAME_MISMATCH', 'IDENTITY_HISTORY_DIFFERS']]);
    const same = await change(old, old);
    expect(reasons(same.body)).toContain('NOTHING_CHANGES');
  });

  it('takes account, card, history and cases along: the person goes on under the new number', async () => {
    const before = (await (await road.signedIn(road.person('divorced'), 'member')).get('/v1/me/account'))
      .body;
    const { old, to } = await renamed('divorced', next);
    const { body } = await change(old, to);
    expect(body).toMatchObject({
      state: 'done',
      receipt: { numberChanged: true, nameChanged: true },
      spared: { visits: 1, papersAsked: 1, humanApprovals: 0 },
    });
    const own = await road.signedIn({ name: to.name, idNo: to.idNo }, 'member');
    const after = (await own.get('/v1/me/account')).body;
    expect([after.accountNo, after.balance]).toEqual([before.accountNo, before.balance]);
    expect((await own.get(`/v1/cases/${paid}`)).status).toBe(200);
    await apply(own, 'TQ12', { amount: '50.00' }, 'done');
    const former = await road.signedIn(old, 'member');
    expect((await former.get('/v1/me/account')).status).toBe(404);
    expect((await former.get(`/v1/cases/${paid}`)).status).toBe(404);
  });

  it('leaves nothing under the old id, and the old number still finds the person at a desk', async () => {
    const { idNo } = road.person('divorced');
    const [row] = await road.query<{ former: string; person: string }>(
      'SELECT former_id AS former, person_id AS person FROM former_identity',
    );
    const columns = await road.query<{ table: string; column: string }>(
      `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns AS c
         JOIN pg_class AS t ON t.relname = c.table_name AND t.relkind IN ('r', 'p') AND NOT t.relispartition
        WHERE c.table_schema = 'public' AND c.column_name LIKE '%person_id' AND c.udt_name = 'uuid'`,
    );
    expect(columns.length).toBeGreaterThan(8);
    for (const { table, column } of columns)
      expect([table, await road.count(table, `${column} = '${row!.former}'`)]).toEqual([table, 0]);
    expect(await road.count('person', `id = '${row!.former}'`)).toBe(0);
    const orderNo = '（2026）晋0105执77号';
    await road.control('POST', 'court-orders', {
      orders: [{ orderNo, idNo, kind: 'freeze', amount: '10.00', until: '2027-01-01' }],
    });
    const { name } = road.person('divorced');
    const frozen = await clerk.post('/v1/cases', {
      item: 'GJ35',
      input: {
        name,
        idNo,
        orderNo,
        papers: {
          notice: {
            kind: 'assistance-notice',
            number: orderNo,
            issuer: '太原市虚构区人民法院',
            issuedOn: '2026-11-20',
          },
        },
      },
    });
    expect(frozen.body).toMatchObject({ state: 'done', receipt: { frozen: '10.00' } });
  });

  it('to a number that somebody else has here is a matter of two accounts', async () => {
    const other = road.person('homeOwner');
    const { old } = await renamed('parentOfTwo', { name: other.name, idNo: other.idNo });
    const { body } = await change(old, other);
    expect(reasons(body)).toContain('DUPLICATE_PERSON');
  });
});

describe('contact data', () => {
  it('changes what is given and keeps the rest, sealed; the mobile number is the bank’s word', async () => {
    const { phone } = road.person('renter');
    const member = await road.signedIn(road.person('renter'), 'member');
    await apply(member, 'GJ21', { mobile: phone, address: '太原市小店区某路1号' }, 'done');
    const { body } = await member.post('/v1/cases', { item: 'GJ21', input: { email: 'a@example.cn' } });
    expect(body).toMatchObject({ state: 'done', receipt: { changed: ['email'] } });
    expect((await member.get('/v1/me/contact')).body).toEqual({
      mobile: phone,
      address: '太原市小店区某路1号',
      email: 'a@example.cn',
      landline: null,
      postcode: null,
    });
    expect(await road.count('person_contact AS t', `t::text LIKE '%example.cn%'`)).toBe(0);
  });

  it('another’s number is refused, and a silent bank keeps it waiting', async () => {
    const member = await road.signedIn(road.person('renterSpouse'), 'member');
    const wrong = await member.post('/v1/cases', { item: 'GJ21', input: { mobile: '13900008888' } });
    expect([wrong.body.state, reasons(wrong.body)]).toEqual(['refused', ['PHONE_NOT_OWN']]);
    const nothing = await member.post('/v1/cases', { item: 'GJ21', input: {} });
    expect([nothing.status, nothing.body.errors[0].code]).toEqual([400, 'NOTHING_GIVEN']);
  });
});

import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { parseDay } from '../../../src/kernel/calendar';
import { checkResidentId } from '../../../src/kernel/identifiers/resident-id';
import { Parties } from '../../../src/modules/party';
import { CardStore } from '../../../src/modules/party/store/card-store';
import { EmployerStore } from '../../../src/modules/party/store/employer-store';
import { ContactStore } from '../../../src/modules/party/store/contact-store';
import { IdentityStore } from '../../../src/modules/party/store/identity-store';
import { PersonStore } from '../../../src/modules/party/store/person-store';
import { RestrictionStore } from '../../../src/modules/party/store/restriction-store';
import { SystemClock } from '../../../src/platform/clock';
import { Sealer } from '../../../src/platform/crypto';
import { appDataSourceOptions } from '../../../src/platform/database/data-source-options';
import type { Tx } from '../../../src/platform/database/tx';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { Problem } from '../../../src/platform/http';
import { createTestDatabase, type TestDatabase } from '../../support';

const CREDIT_CODE = '91350100M000100Y43';
const CARD = '6222021234567890128';
const wang = { name: '王小明', idNo: '11010519491231002X' };

/** The n-th valid id number of Yingze district. */
function idNo(n: number): string {
  const year = 1950 + (Math.floor(n / 1000) % 50);
  const head = `140106${year}0615${String(n % 1000).padStart(3, '0')}`;
  const check = [...'0123456789X'].find((last) => checkResidentId(head + last).valid);
  return head + (check ?? '');
}

describe('parties', () => {
  let database: TestDatabase;
  let source: DataSource;
  let unit: UnitOfWork;
  let parties: Parties;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource(appDataSourceOptions(database.appUrl, 6)).initialize();
    unit = new UnitOfWork(source);
    const sealer = new Sealer({ sealingKey: randomBytes(32), indexKey: randomBytes(32) });
    const clock = new SystemClock();
    const people = new PersonStore(sealer, clock);
    parties = new Parties(
      people,
      new EmployerStore(clock, sealer),
      new CardStore(sealer, clock),
      new RestrictionStore(clock),
      new IdentityStore(people, sealer, clock),
      new ContactStore(sealer, clock),
    );
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const inCentre = <T>(work: (tx: Tx) => Promise<T>, centreId = 1) => unit.run(centreId, work);
  const refusal = async (act: Promise<unknown>): Promise<string> => {
    try {
      await act;
      return 'accepted';
    } catch (error) {
      if (error instanceof Problem) return `${error.status} ${error.code}`;
      throw error;
    }
  };
  const person = (identity = wang) => inCentre((tx) => parties.ensurePerson(tx, identity));

  it('know one person by one id number, however its last letter is written, and keep the name as first given', async () => {
    const id = await person();
    expect(await person({ name: '王晓明', idNo: '11010519491231002x' })).toBe(id);
    expect(parties.idOf(wang.idNo)).toBe(id);
    expect(parties.idOf(idNo(7))).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await inCentre((tx) => parties.identityOf(tx, id))).toEqual(wang);
    expect(await inCentre((tx) => parties.findPersonByIdNo(tx, wang.idNo))).toEqual({ id, name: wang.name });
    expect(await inCentre((tx) => parties.findPersonByIdNo(tx, idNo(599)))).toBeNull();
  });

  it('hold no id number, card number or phone in readable form', async () => {
    const id = await person();
    const card = { personId: id, bankCode: '104', cardNo: CARD, phone: '13812345678', evidenceId: 'e1' };
    await inCentre((tx) => parties.bindCard(tx, card));
    const rows = await inCentre((tx) =>
      tx.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM person t
        UNION ALL SELECT row_to_json(t)::text FROM payout_card t`),
    );
    const hex = (text: string) => Buffer.from(text).toString('hex');
    const stored = rows.map(({ row }) => row).join();
    expect(stored).toContain(wang.name);
    for (const secret of [wang.idNo, CARD, '13812345678']) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(hex(secret));
    }
  });

  it('correct a name that the police vouched for', async () => {
    const id = await person({ name: '李四', idNo: idNo(1) });
    await inCentre((tx) => parties.renamePerson(tx, id, '李思'));
    expect((await inCentre((tx) => parties.identityOf(tx, id))).name).toBe('李思');
  });

  it('take a list with repeats, known people and other names, in the order given', async () => {
    const known = await person();
    const list = [
      { name: '买买提·艾合买提', idNo: idNo(2) },
      { name: '王晓明', idNo: wang.idNo },
      { name: '买买提•艾合买提', idNo: idNo(2) },
    ];
    const [first, second, third] = await inCentre((tx) => parties.ensurePersons(tx, list));
    expect(second).toEqual({ id: known, nameAgrees: false });
    expect(third).toEqual({ id: first?.id, nameAgrees: true });
    expect(await inCentre((tx) => parties.ensurePersons(tx, []))).toEqual([]);
  });

  it('take thousands of people at once, the same ones from two lists at the same time, and store each once', async () => {
    const list = Array.from({ length: 12_000 }, (_, n) => ({ name: `职工${n}`, idNo: idNo(n + 10_000) }));
    const distinct = new Set(list.map((entry) => entry.idNo)).size;
    expect(distinct).toBe(12_000);
    const before = await inCentre((tx) => tx.query('SELECT 1 FROM person'));
    const [there, back] = await Promise.all([
      inCentre((tx) => parties.ensurePersons(tx, list)),
      inCentre((tx) => parties.ensurePersons(tx, [...list].reverse())),
    ]);
    expect(there.map(({ id }) => id)).toEqual([...back].reverse().map(({ id }) => id));
    const after = await inCentre((tx) => tx.query('SELECT 1 FROM person'));
    expect(after.length - before.length).toBe(distinct);
  });

  it('of one centre are not seen from another, where the same person is known apart', async () => {
    const id = await person();
    expect(await refusal(inCentre((tx) => parties.identityOf(tx, id), 2))).toBe('404 NOT_FOUND');
    expect(await inCentre((tx) => parties.findPersonByIdNo(tx, wang.idNo), 2)).toBeNull();
    const there = { name: '王另名', idNo: wang.idNo };
    const [elsewhere] = await inCentre((tx) => parties.ensurePersons(tx, [there]), 2);
    expect(elsewhere).toEqual({ id, nameAgrees: true });
    expect((await inCentre((tx) => parties.identityOf(tx, id))).name).toBe(wang.name);
    expect((await inCentre((tx) => parties.identityOf(tx, id), 2)).name).toBe(there.name);
  });

  it('register an employer once and know its agents until they are revoked', async () => {
    const legalRep = await person();
    const agent = await person({ name: '张三', idNo: idNo(3) });
    const employer = {
      creditCode: CREDIT_CODE,
      name: '太原某公司',
      legalRepPersonId: legalRep,
      districtCode: '140106',
    };
    const id = await inCentre((tx) => parties.registerEmployer(tx, employer));
    expect(await refusal(inCentre((tx) => parties.registerEmployer(tx, employer)))).toBe(
      '409 EMPLOYER_REGISTERED',
    );
    expect(await inCentre((tx) => parties.employerByCreditCode(tx, CREDIT_CODE))).toEqual({
      id,
      ...employer,
      foundedOn: null,
      secondAgent: false,
      state: 'registered',
    });

    const isAgent = () => inCentre((tx) => parties.isAgentOf(tx, agent, id));
    expect(await isAgent()).toBe(false);
    await inCentre((tx) => parties.authoriseAgent(tx, id, agent));
    await inCentre((tx) => parties.authoriseAgent(tx, id, agent));
    expect(await isAgent()).toBe(true);
    expect(await inCentre((tx) => parties.isAgentOf(tx, legalRep, id))).toBe(false);

    expect(await inCentre((tx) => parties.employerById(tx, id))).toMatchObject({ id, ...employer });
  });

  it('pay to the newest card, keep the former one readable for payments under way, and never share a card', async () => {
    const holder = await person({ name: '赵六', idNo: idNo(4) });
    const bind = (personId: string, cardNo: string, evidenceId: string) =>
      inCentre((tx) =>
        parties.bindCard(tx, { personId, bankCode: '104', cardNo, phone: '13812345678', evidenceId }),
      );
    expect(await inCentre((tx) => parties.activeCard(tx, holder))).toBeNull();
    const first = await bind(holder, '4111111111111111', 'e1');
    expect(await bind(holder, '4111111111111111', 'e2')).toBe(first);
    const changedAt = (cardId: string) => inCentre((tx) => parties.cardChangedAt(tx, cardId));
    expect(await changedAt(first)).toBeNull();
    const second = await bind(holder, '5555555555554444', 'e3');
    // Verifying the same card again is no change; another card is one, and so is the former once more.
    expect(await changedAt(second)).toBeInstanceOf(Date);
    expect(await inCentre((tx) => parties.activeCard(tx, holder))).toEqual({
      id: second,
      bankCode: '104',
      last4: '4444',
    });
    expect(await inCentre((tx) => parties.cardForPayment(tx, first))).toEqual({
      cardNo: '4111111111111111',
      holderName: '赵六',
      bankCode: '104',
    });
    const other = await person({ name: '钱七', idNo: idNo(5) });
    expect(await refusal(bind(other, '5555555555554444', 'e4'))).toBe('409 CARD_BOUND_ELSEWHERE');
    expect(await inCentre((tx) => parties.activeCard(tx, other))).toBeNull();
    const free = (who: string, cardNo: string) => inCentre((tx) => parties.cardIsFree(tx, who, cardNo));
    expect(await free(other, '5555555555554444')).toBe(false);
    expect(await free(holder, '5555555555554444')).toBe(true);
    // Replaced: nobody is paid to it any more.
    expect(await free(other, '4111111111111111')).toBe(true);
  });

  it('have changed their card when it took the place of another one, not when they bind it anew or one was taken over', async () => {
    const holder = await person({ name: '周九', idNo: idNo(7) });
    const [own, next] = ['6011111111111117', '6011000990139424'];
    const bind = (cardNo: string, evidenceId: string) =>
      inCentre((tx) =>
        parties.bindCard(tx, { personId: holder, bankCode: '104', cardNo, phone: '13812345678', evidenceId }),
      );
    const changedAt = (cardId: string) => inCentre((tx) => parties.cardChangedAt(tx, cardId));
    const back = (cardId: string, days: number) =>
      inCentre((tx) =>
        tx.execute(
          `UPDATE payout_card SET bound_at = bound_at - $2::int * interval '24 hours',
                  replaced_at = replaced_at - $2::int * interval '24 hours' WHERE id = $1`,
          [cardId, days],
        ),
      );
    // As the takeover stores it: replaced from the beginning.
    const former = await bind('6011000000000004', 'takeover');
    await inCentre((tx) =>
      tx.execute('UPDATE payout_card SET replaced_at = bound_at WHERE id = $1', [former]),
    );
    const first = await bind(own, 'e1');
    expect(await changedAt(first)).toBeNull();
    await inCentre((tx) => parties.stopCard(tx, first, 'NAME_MISMATCH'));
    const anew = await bind(own, 'e2');
    expect([anew === first, await changedAt(anew)]).toEqual([false, null]);
    const changed = await bind(next, 'e3');
    const at = await changedAt(changed);
    expect(at).toBeInstanceOf(Date);
    // Stopped and bound anew it has changed once, when it was bound first: the days are neither waived nor begun anew.
    await inCentre((tx) => parties.stopCard(tx, changed, 'CARD_CLOSED'));
    expect(await changedAt(await bind(next, 'e4'))).toEqual(at);
    for (const id of [first, anew, changed]) await back(id, 1000);
    const last = await inCentre((tx) => parties.activeCard(tx, holder));
    expect(await changedAt(last!.id)).toEqual(new Date(at!.getTime() - 1000 * 86_400_000));
  });

  it('leave one active card when a person binds two at the same time', async () => {
    const holder = await person({ name: '孙八', idNo: idNo(6) });
    const cards = ['4012888888881881', '4222222222222220'];
    const bound = await Promise.all(
      cards.map((cardNo) =>
        inCentre((tx) =>
          parties.bindCard(tx, {
            personId: holder,
            bankCode: '105',
            cardNo,
            phone: '13812345678',
            evidenceId: 'e',
          }),
        ),
      ),
    );
    const active = await inCentre((tx) =>
      tx.query('SELECT id FROM payout_card WHERE person_id = $1 AND replaced_at IS NULL', [holder]),
    );
    expect(active).toHaveLength(1);
    expect(bound).toContain((active[0] as { id: string }).id);
  });

  it('are restricted from the first to the last day of a ban, and a ban cannot be edited', async () => {
    const id = await person();
    const ban = {
      kind: 'FRAUD_WITHDRAWAL',
      conductOn: parseDay('2026-09-25'),
      from: parseDay('2026-10-01'),
      until: parseDay('2029-09-30'),
      basis: '决定2026-1',
    } as const;
    await inCentre((tx) => parties.restrict(tx, id, ban));
    const on = (day: string) => inCentre((tx) => parties.restrictionsOf(tx, id, day));
    expect(await on('2026-09-30')).toEqual([]);
    expect(await on('2026-10-01')).toEqual([ban]);
    expect(await on('2029-09-30')).toEqual([ban]);
    expect(await on('2029-10-01')).toEqual([]);
    await expect(
      inCentre((tx) => tx.execute('UPDATE restriction SET until_day = from_day')),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });
});

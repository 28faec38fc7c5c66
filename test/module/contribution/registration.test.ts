import { Parties } from '../../../src/modules/party';
import type { Person } from '../../../src/simulators/world/person';
import type { HttpClient } from '../../support';
import { ContributionUnderTest } from './contribution-under-test';
import { registration } from './employer-under-test';

let room: ContributionUnderTest;
let agent: HttpClient;
let employerId: string;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  agent = await room.signedIn(room.outside.world.inRole('legalRepresentative'));
}, 60_000);
afterAll(async () => {
  await room.stop();
});
afterEach(() => {
  room.outside.moods.reset();
});

const apply = (client: HttpClient, item: string, input: object) => client.post('/v1/cases', { item, input });
const headlines = (body: { reasons: { rule: string; reasonCode: string }[] }) =>
  body.reasons.map(({ rule, reasonCode }) => `${rule} ${reasonCode}`);

describe('an employer registers without papers', () => {
  it.each([
    [
      'revoked',
      'revokedEmployer',
      'revokedLegalRepresentative',
      ['employer-in-business@1 EMPLOYER_NOT_IN_BUSINESS'],
    ],
    [
      'deregistered',
      'deregisteredEmployer',
      'deregisteredLegalRepresentative',
      ['employer-in-business@1 EMPLOYER_NOT_IN_BUSINESS'],
    ],
    [
      'another’s',
      'otherEmployer',
      'legalRepresentative',
      ['applicant-is-legal-representative@1 NAME_MISMATCH'],
    ],
  ])('refuses one that is %s', async (_, company, applicant, reasons) => {
    const { creditCode } = room.outside.world.companyInRole(company);
    const client = await room.signedIn(room.outside.world.inRole(applicant));
    const { body } = await apply(client, 'GJ01', { ...registration(room), creditCode });
    expect(body.state).toBe('refused');
    expect(headlines(body)).toEqual(reasons);
  });

  it('refuses ratios off the scale, a name that is not the licence’s and a month too far ahead, all at once', async () => {
    const { body } = await apply(agent, 'GJ01', {
      ...registration(room),
      ratioEmployer: '0.13',
      ratioEmployee: '0.055',
      name: '别的公司',
      firstMonth: '2027-01',
    });
    expect(headlines(body)).toEqual([
      'employer-name-as-licensed@1 NAME_MISMATCH',
      'employer-ratio-in-range@1 RATIO_OUT_OF_RANGE',
      'first-month-plausible@1 MONTH_INVALID',
    ]);
  });

  it('refuses an agent whom the police do not know by that name', async () => {
    const { idNo } = room.outside.world.inRole('employerAgent');
    const input = { ...registration(room), agent: { name: '别人', idNo } };
    const { body } = await apply(agent, 'GJ01', input);
    expect(headlines(body)).toEqual(['registrants-known-to-police@1 NAME_MISMATCH']);
    expect(body.reasons[0].text.zh).toContain('专管员');
  });

  it.each(['msa', 'pol'])('waits, neither approved nor refused, while %s is silent', async (target) => {
    room.outside.moods.set(target, { mood: 'error500', calls: 2 });
    const { body } = await apply(agent, 'GJ01', { ...registration(room), ratioEmployer: '0.05' });
    expect(body.state).toBe('waiting');
    // Refused for good once the registry answers: the applicant has no second company, the case must not linger.
    await room.asSuperuser(
      `UPDATE service_case SET state = 'refused', finished_at = now(), due_at = NULL WHERE id = '${body.id as string}'`,
    );
  });

  it('is not kept from registering by a stranger who applied before and waits', async () => {
    room.outside.moods.set('msa', { mood: 'error500', calls: 2 });
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const waiting = await apply(stranger, 'GJ01', registration(room));
    expect(waiting.body.state).toBe('waiting');
    const { status, body } = await apply(agent, 'GJ01', { ...registration(room), ratioEmployer: '0.13' });
    expect([status, headlines(body)]).toEqual([201, ['employer-ratio-in-range@1 RATIO_OUT_OF_RANGE']]);
    await room.until(
      async () => (await stranger.get(`/v1/cases/${waiting.body.id as string}`)).body.state === 'refused',
    );
  });

  it('is refused, not failed, when a rival registers it at the same moment', async () => {
    const { creditCode, name } = room.outside.world.companyInRole('otherEmployer');
    const head = room.outside.world.inRole('otherLegalRepresentative');
    const client = await room.signedIn(head);
    const parties = room.get(Parties);
    const legalRepPersonId = await room.run((tx) => parties.ensurePerson(tx, head));
    let loser: ReturnType<typeof apply> | undefined;
    await room.run(async (tx) => {
      await parties.claimCreditCode(tx, creditCode);
      loser = apply(client, 'GJ01', { ...registration(room), creditCode });
      await room.until(async () => {
        const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
        return (await room.run((other) => other.query(waiting))).length > 0;
      });
      await parties.registerEmployer(tx, { creditCode, name, legalRepPersonId, districtCode: '140105' });
    });
    const { status, body } = await loser!;
    expect([status, headlines(body)]).toEqual([201, ['employer-not-registered-before@1 DUPLICATE_PERSON']]);
    await room.asSuperuser(`DELETE FROM employer WHERE credit_code = '${creditCode}'`);
  });

  it('opens the employer’s account on the word of licence and police, and makes the named agent its agent', async () => {
    const named = room.outside.world.inRole('employerAgent');
    const input = { ...registration(room), agent: { name: named.name, idNo: named.idNo } };
    const { body } = await apply(agent, 'GJ01', input);
    expect(body).toMatchObject({
      state: 'done',
      receipt: { unitAccountNo: expect.stringMatching(/^98261121\d{5,}$/) },
    });
    expect(body.spared).toMatchObject({ visits: 0, papersAsked: 0, humanApprovals: 0 });
    employerId = body.receipt.employerId as string;
    agent = await room.signedIn(named);
    const view = await agent.get(`/v1/employers/${employerId}`);
    expect(view.body).toMatchObject({
      name: room.outside.world.companyInRole('employer').name,
      state: '02',
      ratioEmployer: '0.08',
      ratioEmployee: '0.12',
      paidThrough: null,
      monthDue: '2026-09',
      activeMembers: 0,
    });
  });

  it('is registered once', async () => {
    const head = await room.signedIn(room.outside.world.inRole('legalRepresentative'));
    const { body } = await apply(head, 'GJ01', registration(room));
    expect(headlines(body)).toEqual(['employer-not-registered-before@1 DUPLICATE_PERSON']);
  });
});

describe('accounts are opened by list', () => {
  const row = ({ name, idNo }: Person, base = '8000.00') => ({ name, idNo, base });
  const open = (members: object[]) => apply(agent, 'GJ20', { employerId, members });
  const rows = (body: { receipt: { rows: { row: number; code?: string }[] } }) =>
    body.receipt.rows.map(({ row: number, code }) => [number, code ?? 'opened']);

  it('judges each row by its own merits, in both languages, without names or numbers', async () => {
    const { world } = room.outside;
    const good = world.inRole('renter');
    const { body } = await open([
      row(good),
      { ...row(world.inRole('renterSpouse')), idNo: world.inRole('renterSpouse').idNo.replace(/.$/, 'Z') },
      row(good),
      row(world.inRole('policeSpellsDifferently')),
      row(world.inRole('deceased')),
      row(world.inRole('leftEmployer')),
      row(world.inRole('homeOwner'), 'much'),
      row(world.inRole('homeOwner'), '1.00'),
      row(world.inRole('twoJobs')),
    ]);
    expect(rows(body)).toEqual([
      [1, 'opened'],
      [2, 'ID_CHECKSUM'],
      [3, 'DUPLICATE_PERSON'],
      [4, 'NAME_MISMATCH'],
      [5, 'PERSON_DECEASED'],
      [6, 'NOT_EMPLOYED_HERE'],
      [7, 'MONEY_FORMAT'],
      [8, 'DUPLICATE_PERSON'],
      [9, 'opened'],
    ]);
    expect(body.receipt).toMatchObject({ opened: 2, refused: 7 });
    expect(body.receipt.rows[4].text).toEqual({
      zh: expect.stringContaining('去世'),
      en: expect.stringContaining('deceased'),
    });
    expect(JSON.stringify(body)).not.toContain(good.idNo);
    expect(JSON.stringify(body)).not.toContain(good.name);
  });

  it('an account of the same person here is not opened twice', async () => {
    const { body } = await open([row(room.outside.world.inRole('renter'))]);
    expect(body.state).toBe('refused');
    expect(body.reasons[0]).toMatchObject({ observed: { openable: 0, refusals: ['1 ACCOUNT_STATE'] } });
    expect(await room.count('member_account')).toBe(2);
  });

  it('an account with another employer of the city is left there', async () => {
    const { world } = room.outside;
    const otherHead = await room.signedIn(world.inRole('otherLegalRepresentative'));
    const { creditCode } = world.companyInRole('otherEmployer');
    const made = await apply(otherHead, 'GJ01', { ...registration(room), creditCode });
    const members = [row(world.inRole('twoJobs'))];
    const other = { employerId: made.body.receipt.employerId as string, members };
    const { body } = await apply(otherHead, 'GJ20', other);
    expect(body.reasons[0].observed.refusals).toEqual(['1 ACCOUNT_ELSEWHERE']);
  });

  it('two lists that name the same person at the same moment open one account', async () => {
    const [first, second, third] = room.outside.world.addSingles(3, 8);
    const before = await room.count('member_account');
    const answers = await Promise.all([open([row(first!), row(second!)]), open([row(second!), row(third!)])]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map(({ body }) => body.receipt.opened as number).sort()).toEqual([1, 2]);
    expect(await room.count('member_account')).toBe(before + 3);
  });

  it('waits while police or social insurance is silent, and goes on by itself when it answers', async () => {
    const [person] = room.outside.world.addSingles(1, 5);
    room.outside.moods.set('soc', { mood: 'error500', calls: 2 });
    const { body } = await open([row(person!)]);
    expect(body).toMatchObject({ state: 'waiting', missing: ['people.employment'] });
    await room.until(async () => (await agent.get(`/v1/cases/${body.id as string}`)).body.state === 'done');
  });

  it('twelve hundred rows are two questions to each registry and one case', async () => {
    const members = room.outside.world.addSingles(1_200, 6).map((person) => row(person));
    const before = await room.count('registry_exchange');
    const { body } = await open(members);
    expect(body.receipt).toMatchObject({ opened: 1_200, refused: 0 });
    expect(await room.count('registry_exchange')).toBe(before + 4);
    expect(await room.breaches()).toEqual([]);
  });

  it('another employer’s agent meets 404', async () => {
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const input = { employerId, members: [row(room.outside.world.inRole('homeOwner'))] };
    expect((await apply(stranger, 'GJ20', input)).status).toBe(404);
  });
});

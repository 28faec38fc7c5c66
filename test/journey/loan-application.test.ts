import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../src/modules/casework';
import { maskName } from '../../src/modules/party';
import { type HttpAnswer, startWorld, type HttpClient, type World } from '../support';
import {
  apply,
  castOf,
  eventsOf,
  expectProof,
  marry,
  moveTo,
  newPeople,
  type Person,
  readCase,
  registryMood,
  rows,
  type SignedIn,
  signIn,
  submit,
  unitKeyOf,
  until,
  untilState,
} from './support';
import {
  buyHome,
  cardOf,
  committedLoan,
  consentNo,
  LOAN_DATE,
  membersOf,
  readLoan,
  sayTo,
  steadyEmployer,
} from './support/apply-for-loan';

const clerkPerson = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const codes = (view: Pick<CaseView, 'reasons'>): string[] => view.reasons.map(({ reasonCode }) => reasonCode);

describe('a household applies for a loan', () => {
  let world: World;
  let people: Person[];
  let couples: (readonly [Person, Person])[];
  let flat = 0;

  beforeAll(async () => {
    world = await startWorld({ businessDate: LOAN_DATE, env: { REGISTRY_DEADLINE_MS: '600' } });
    const cast = await castOf(world);
    people = await newPeople(world, 33);
    couples = [0, 1, 2, 3, 4].map((n) => [people[n * 2]!, people[n * 2 + 1]!] as const);
    await marry(world, couples);
    await steadyEmployer(world, cast, people);
    people = people.slice(10);
  }, 240_000);
  afterEach(async () => {
    for (const registry of ['pbc', 'civ', 'crt', 'nat', 'rea', 'hsg'])
      await registryMood(world, registry, 'normal');
    await expectProof(world);
  }, 60_000);
  afterAll(() => world.stop(), 60_000);

  const nextFlat = (): number => (flat += 1);
  const nextPerson = (): Promise<SignedIn> => signIn(world, people.pop()!, 'member');
  const describePeople = (...list: object[]) => world.control('POST', '/control/people', { people: list });
  const request = (input: object = {}) => ({ creditConsentNo: consentNo(), ...input });
  const askFor = (client: HttpClient, item: string, input: object) =>
    client.post('/v1/cases', { item, input }, { key: randomUUID() });

  const decided = (client: HttpClient, id: string): Promise<CaseView> =>
    until(`the end of ${id}`, async () => {
      const view = await readCase(client, id);
      return view.state === 'waiting' || view.state === 'accepted' ? null : view;
    });

  test('a couple: the spouse agrees by the own login, the limit and what binds it are told, both see the loan', async () => {
    const [husband, wife] = await membersOf(world, couples[0]!);
    const own = nextFlat();
    await buyHome(world, own, couples[0]!);
    const waiting = await apply(husband!.client, 'DK02', request({ termMonths: 120 }) as never);
    expect([waiting.state, waiting.decision?.amountTrace]).toEqual(['waiting', []]);
    expect(waiting.missing).toContain('loan.consents');
    const asked = (await wife!.client.get('/v1/loan-applications')).body.applications;
    expect(asked).toMatchObject([
      { caseId: waiting.id, item: 'DK02', role: 'spouse', said: null, open: true },
    ]);
    expect(JSON.stringify(asked)).not.toContain(couples[0]![0].name);
    const said = await sayTo(wife!, waiting.id);
    expect([said.status, said.body.said]).toEqual([201, 'agreed']);
    const view = await untilState(husband!.client, waiting.id, 'done');
    expect(view.receipt).toMatchObject({
      amount: '700000.00',
      limit: '700000.00',
      termMonths: 120,
      longestTermMonths: 154,
      method: '01',
      homeOrder: 'first',
      annualRateToday: '0.0260',
      commitmentUntil: '2027-05-09',
    });
    expect(eventsOf(view)).toEqual([
      'accepted',
      'facts-asked',
      'waiting',
      'loan-consent',
      'approved',
      'loan-committed',
    ]);
    expect(view.deadline).toBe('2027-03-20');
    expect(view.spared).toMatchObject({ visits: 0, papersAsked: 0, humanApprovals: 0 });
    const { loanId } = view.receipt as unknown as { loanId: string };
    const loan = await readLoan(wife!, loanId);
    expect(loan).toMatchObject({
      state: 'committed',
      role: 'co-borrower',
      amount: '700000.00',
      next: { who: 'borrower', what: { zh: '预约面签并到场签约' } },
      unitKey: unitKeyOf(own),
    });
    expect(loan.timeline.map(({ kind }) => kind)).toEqual(['committed']);
    expect((await husband!.client.get('/v1/loans')).body.loans).toMatchObject([
      { id: loanId, role: 'borrower' },
    ]);
    const stranger = await nextPerson();
    expect((await stranger.client.get(`/v1/loans/${loanId}`)).status).toBe(404);
    // A manager or an auditor who borrows reads it as a member does; another one for the centre.
    for (const role of ['manager', 'auditor'] as const) {
      const { name, idNo } = couples[0]![1];
      const near = await world.signedIn({ role, name, idNo });
      expect((await near.get(`/v1/loans/${loanId}`)).body.code).toBe('OWN_CASE');
      const far = await world.signedIn({ role, name: clerkPerson.name, idNo: clerkPerson.idNo });
      expect((await far.get(`/v1/loans/${loanId}`)).status).toBe(200);
    }
    expect((await sayTo(stranger, waiting.id)).status).toBe(404);
    expect((await sayTo(wife!, waiting.id, false)).body.code).toBe('CASE_NOT_WAITING');
    const told = (
      await rows<{ body: string }>(world, `SELECT body::text AS body FROM case_fact WHERE case_id = $1`, [
        view.id,
      ])
    ).map(({ body }) => body);
    for (const { name, idNo } of couples[0]!)
      for (const text of [name, idNo, '样板路']) expect(told.join()).not.toContain(text);
  });

  test('terms are canonical, hashed, and say what the loan says; who stands in it is on record', async () => {
    const member = await nextPerson();
    const own = nextFlat();
    await buyHome(world, own, [member.person]);
    const { loanId } = await committedLoan(member, { amount: '450000.00', method: '02', dueDay: 20 });
    const [stored] = await rows<Record<string, string>>(
      world,
      `SELECT terms, encode(sha256(terms::bytea), 'hex') = terms_hash AS hashed, amount_fen::text AS amount FROM loan WHERE id = $1`,
      [loanId],
    );
    expect(stored).toMatchObject({ hashed: true, amount: '45000000' });
    expect(JSON.parse(stored!['terms']!)).toMatchObject({
      amount: '450000.00',
      method: '02',
      dueMode: 'fixed-day',
      dueDay: 20,
      purpose: 'new-home',
      value: '1000000.00',
      downRatio: '0.20',
      penaltyFactor: '1.5',
      payeeKind: 'supervised',
    });
    expect(
      await rows(
        world,
        `SELECT role, granted_fen::text AS granted, unit_key AS home FROM loan_party WHERE loan_id = $1`,
        [loanId],
      ),
    ).toEqual([{ role: 'borrower', granted: '45000000', home: unitKeyOf(own) }]);
  });

  test('every reason at once: credit, defaulter list, homes, contract, down payment', async () => {
    const person = people.pop()!;
    const credit = {
      overdueMonths: ['2026-10', '2026-11', '2026-12'],
      maxConsecutive: 3,
      cumulative: 6,
      presentOverdue: '12.00',
    };
    const homes = [1, 2].map((n) => ({
      titleNo: `晋(2020)太原市不动产权第77000${n}号`,
      cityCode: '1401',
      address: '太原市虚构路7号',
      areaSquareMetres: '90.00',
      sharePercent: 100,
      registeredOn: '2020-05-20',
      seized: false,
    }));
    await describePeople({ ...person, credit, homes, defaulterSince: '2025-01-01' });
    await buyHome(world, nextFlat(), [person], { filedOn: '2026-03-09', paid: '199999.99' });
    const member = await signIn(world, person, 'member');
    const view = await apply(member.client, 'DK02', request({ amount: '2000000.00' }) as never);
    expect(view.state).toBe('refused');
    expect(codes(view)).toEqual([
      'THIRD_HOME',
      'CREDIT_3_6',
      'CREDIT_PRESENT_OVERDUE',
      'DEFAULTER_LIST',
      'WINDOW_EXPIRED',
      'DOWN_PAYMENT_LOW',
      'OVER_LIMIT',
    ]);
    expect(view.reasons.every(({ text }) => /\p{Script=Han}/u.test(text.zh) && text.en !== '')).toBe(true);
    expect((await member.client.get('/v1/loans')).body.loans).toEqual([]);
  });

  test('a minor child’s home counts, and a home owned by both counts once', async () => {
    const person = people.pop()!;
    const child = { name: '测小房', idNo: '140199201806150016' };
    const home = (no: number) => ({
      titleNo: `晋(2021)太原市不动产权第88000${no}号`,
      cityCode: '1401',
      address: '太原市虚构路8号',
      areaSquareMetres: '90.00',
      sharePercent: 50,
      registeredOn: '2021-05-20',
      seized: false,
    });
    await describePeople(
      { ...person, homes: [home(1)], childBirthYears: [2018], children: [child] },
      { ...child, phone: '16099990001', cardNo: '6219990000000999991', homes: [home(1)] },
    );
    await buyHome(world, nextFlat(), [person]);
    const member = await signIn(world, person, 'member');
    const check = await member.client.post('/v1/prechecks', { item: 'DK02', input: request() });
    const found = (check.body.decision.findings as { rule: string; observed: unknown }[]).find(({ rule }) =>
      rule.startsWith('loan-not-third-home'),
    );
    expect([check.body.eligible, found?.observed]).toEqual([true, { homes: 1, loans: 0 }]);
    await describePeople({
      ...child,
      phone: '16099990001',
      cardNo: '6219990000000999991',
      homes: [home(1), home(2)],
    });
    const refused = await apply(member.client, 'DK02', request() as never);
    expect(codes(refused)).toEqual(['THIRD_HOME']);
  });

  test('F38: the credit report knows of a fund loan elsewhere that the national platform does not: a person finds out', async () => {
    const member = await nextPerson();
    await buyHome(world, nextFlat(), [member.person]);
    const loan = {
      type: 'housing-fund',
      lender: '某市住房公积金管理中心',
      contractNo: 'YD2021000001',
      balance: '210000.00',
      monthly: '1500.00',
      purpose: 'housing',
    };
    await describePeople({ ...member.person, credit: { loans: [loan] } });
    const held = await apply(member.client, 'DK02', request() as never);
    expect([held.state, held.reasons, held.missing]).toEqual(['counter', [], ['loan.nationwide']]);
    expect(await rows(world, `SELECT id FROM loan WHERE case_id = $1`, [held.id])).toEqual([]);
    const clerk = await world.signedIn(clerkPerson);
    const shown = (kind: string, settled: boolean) =>
      clerk.post(`/v1/desk/cases/${held.id}/facts`, {
        fact: 'loan.nationwide',
        value: { loans: [{ contractNo: loan.contractNo, settled }] },
        evidence: { kind, number: 'JQ-2027-001', issuer: loan.lender, issuedOn: '2027-03-01' },
      });
    // A certificate that a loan is settled proves no loan that is not.
    expect((await shown('settlement-certificate', false)).status).toBe(400);
    expect((await shown('settlement-certificate', true)).status).toBe(201);
    const done = await untilState(member.client, held.id, 'done');
    expect(done.receipt).toMatchObject({ homeOrder: 'second' });
  });

  test('F38: the same of a spouse: the desk answers for everybody who borrows beside the applicant', async () => {
    const [husband, wife] = await membersOf(world, couples[4]!);
    await buyHome(world, nextFlat(), couples[4]!);
    const { contractNo, ...terms } = {
      type: 'housing-fund',
      lender: '某市住房公积金管理中心',
      contractNo: 'YD2021000002',
      balance: '90000.00',
      monthly: '900.00',
      purpose: 'housing',
    };
    await describePeople({ ...wife!.person, credit: { loans: [{ contractNo, ...terms }] } });
    const asked = await apply(husband!.client, 'DK02', request() as never);
    expect((await sayTo(wife!, asked.id)).status).toBe(201);
    const held = await untilState(husband!.client, asked.id, 'counter');
    expect([held.reasons, held.missing]).toEqual([[], ['loan.coNationwide']]);
    const clerk = await world.signedIn(clerkPerson);
    const settled = { loans: [{ contractNo, settled: true }] };
    const shown = (others: object[]) =>
      clerk.post(`/v1/desk/cases/${held.id}/facts`, {
        fact: 'loan.coNationwide',
        value: { others },
        evidence: {
          kind: 'settlement-certificate',
          number: 'JQ-2027-002',
          issuer: terms.lender,
          issuedOn: '2027-03-01',
        },
      });
    // An answer about somebody else, or about one more, is no answer about the spouse.
    for (const others of [
      [{ role: 'co-borrower', ...settled }],
      [
        { role: 'spouse', ...settled },
        { role: 'co-borrower', ...settled },
      ],
    ])
      expect((await shown(others)).body.code).toBe('ANSWER_DOES_NOT_FIT');
    expect((await shown([{ role: 'spouse', ...settled }])).status).toBe(201);
    await untilState(husband!.client, held.id, 'done');
  });

  test('credit reference is silent: the case waits, refuses nothing, and ends by itself', async () => {
    const member = await nextPerson();
    await buyHome(world, nextFlat(), [member.person]);
    await registryMood(world, 'pbc', 'silence');
    const view = await apply(member.client, 'DK02', request() as never);
    expect([view.state, view.reasons]).toEqual(['waiting', []]);
    expect(view.missing).toContain('loan.credit');
    await registryMood(world, 'pbc', 'normal');
    expect((await untilState(member.client, view.id, 'done', 60)).receipt).toMatchObject({
      amount: '500000.00',
    });
  }, 90_000);

  test('a combined loan: the bank’s part stays outside, and both together leave nothing unpaid', async () => {
    const member = await nextPerson();
    await buyHome(world, nextFlat(), [member.person]);
    const bankLoan = { bankCode: '104', amount: '400000.00' };
    const over = await apply(member.client, 'DK02', request({ bankLoan, amount: '300000.01' }) as never);
    expect(codes(over)).toEqual(['OVER_LIMIT']);
    const { case: view, loanId } = await committedLoan(member, { bankLoan });
    expect(view.receipt).toMatchObject({
      amount: '300000.00',
      bankPart: '400000.00',
      binding: { code: 'unpaid' },
    });
    expect((await readLoan(member, loanId)).bankPart).toBe('400000.00');
  });

  test('who buys with others does not borrow without them: who is left out is told, masked, and agrees for themselves', async () => {
    const [one, other] = [await nextPerson(), await nextPerson()];
    const home = nextFlat();
    await buyHome(world, home, [one.person, other.person]);
    const alone = await apply(one.client, 'DK02', request() as never);
    expect([alone.state, codes(alone)]).toEqual(['refused', ['BUYER_NOT_COBORROWER']]);
    expect(alone.reasons[0]!.text.zh).toContain(maskName(other.person.name));
    expect(alone.reasons[0]!.text.zh).not.toContain(other.person.name);
    const { name, idNo } = other.person;
    // A guarantor mortgages nothing, so does not stand for a buyer.
    const vouched = await apply(one.client, 'DK02', request({ guarantor: { name, idNo } }) as never);
    expect([vouched.state, codes(vouched)]).toEqual(['refused', ['BUYER_NOT_COBORROWER']]);
    const both = await apply(one.client, 'DK02', request({ coBorrowers: [{ name, idNo }] }) as never);
    expect([both.state, both.reasons]).toEqual(['waiting', []]);
    expect((await sayTo(other, both.id)).status).toBe(201);
    const { receipt } = await untilState(one.client, both.id, 'done');
    expect((await readLoan(other, receipt!['loanId'] as string)).role).toBe('co-borrower');
  });

  test('two buyers of one home apply at once: one is committed, the other is told which rule', async () => {
    const members = [await nextPerson(), await nextPerson()];
    const home = nextFlat();
    await buyHome(
      world,
      home,
      members.map(({ person }) => person),
    );
    const cases = await Promise.all(
      members.map(({ client }, n) => {
        const { name, idNo } = members[1 - n]!.person;
        return apply(client, 'DK02', request({ coBorrowers: [{ name, idNo }] }) as never);
      }),
    );
    await Promise.all([sayTo(members[1]!, cases[0]!.id), sayTo(members[0]!, cases[1]!.id)]);
    const both = await Promise.all(cases.map(({ id }, n) => decided(members[n]!.client, id)));
    expect(both.map(({ state }) => state).sort()).toEqual(['done', 'refused']);
    expect(both.flatMap(codes)).toEqual(['UNSETTLED_HPF_LOAN', 'COLLATERAL_SEIZED']);
    expect(await rows(world, `SELECT state FROM loan WHERE unit_key = $1`, [unitKeyOf(home)])).toEqual([
      { state: 'committed' },
    ]);
  });

  test('two spouses apply at once for one home: one loan comes of it', async () => {
    const members = await membersOf(world, couples[1]!);
    const home = nextFlat();
    await buyHome(world, home, couples[1]!);
    const cases = await Promise.all(members.map(({ client }) => apply(client, 'DK02', request() as never)));
    await Promise.all([sayTo(members[1]!, cases[0]!.id), sayTo(members[0]!, cases[1]!.id)]);
    const ends = await Promise.all(cases.map(({ id }, n) => decided(members[n]!.client, id)));
    expect(ends.map(({ state }) => state).sort()).toEqual(['done', 'refused']);
    expect(ends.flatMap(codes)).toEqual(['UNSETTLED_HPF_LOAN', 'COLLATERAL_SEIZED']);
    expect((await rows(world, `SELECT id FROM loan WHERE unit_key = $1`, [unitKeyOf(home)])).length).toBe(1);
  });

  test('the same borrower twice: 409 while the first is open, refused once it is committed', async () => {
    const member = await nextPerson();
    await buyHome(world, nextFlat(), [member.person]);
    await registryMood(world, 'crt', 'silence');
    const first = await apply(member.client, 'DK02', request() as never);
    const second = await submit(member.client, 'DK02', request());
    expect([second.status, second.body.code, second.body.caseId]).toEqual([
      409,
      'CASE_ALREADY_OPEN',
      first.id,
    ]);
    await registryMood(world, 'crt', 'normal');
    await untilState(member.client, first.id, 'done', 60);
    const third = await apply(member.client, 'DK02', request() as never);
    expect(codes(third)).toContain('UNSETTLED_HPF_LOAN');
    // What is committed and not paid out is unsettled, and was not used.
    const order = third.decision!.findings.find(({ rule }) => rule.startsWith('loan-not-third-home'));
    expect(order?.observed).toEqual({ homes: 0, loans: 0 });
  }, 90_000);

  test('a spouse who declines, or is left out, ends the application; nobody’s credit was asked for', async () => {
    const [husband, wife] = await membersOf(world, couples[2]!);
    await buyHome(world, nextFlat(), [couples[2]![0]]);
    const left = await apply(husband!.client, 'DK02', request({ spouseJoins: false }) as never);
    expect(codes(left)).toContain('SPOUSE_NOT_COBORROWER');
    const waiting = await apply(husband!.client, 'DK02', request() as never);
    await sayTo(wife!, waiting.id, false);
    const view = await untilState(husband!.client, waiting.id, 'refused');
    expect(codes(view)).toEqual(['SPOUSE_NOT_COBORROWER', 'CONSENT_DECLINED']);
    const [asked] = await rows<{ n: number }>(
      world,
      `SELECT count(*)::int AS n FROM registry_exchange WHERE case_id = $1 AND registry = 'PBC'`,
      [waiting.id],
    );
    expect(asked!.n).toBe(1);
  });

  test('at a counter a clerk applies for whoever stands there, and takes the word of the spouse', async () => {
    const [husband, wife] = couples[3]!;
    await buyHome(world, nextFlat(), [husband]);
    const clerk = await world.signedIn(clerkPerson);
    const nobody = await askFor(clerk, 'DK02', request());
    expect(nobody.body).toMatchObject({ status: 400, errors: [{ code: 'APPLICANT_MISSING' }] });
    const applicant = { name: husband.name, idNo: husband.idNo };
    const shown = (change: object = {}) => ({ papers: { identity: { ...cardOf(husband), ...change } } });
    // Neither an application nor a pre-check looks into somebody whose card nobody has seen.
    const faultOf = ({ body }: HttpAnswer) => [
      body.status,
      body.errors?.[0]?.pointer,
      body.errors?.[0]?.code,
    ];
    const card = '/input/papers/identity';
    expect(faultOf(await askFor(clerk, 'DK02', request({ applicant })))).toEqual([
      400,
      card,
      'PAPER_MISSING',
    ]);
    for (const [change, fault] of [
      [{ number: wife.idNo }, [400, `${card}/number`, 'EVIDENCE_OF_ANOTHER']],
      [{ issuedOn: '2027-03-11' }, [400, `${card}/issuedOn`, 'ISSUED_IN_FUTURE']],
    ] as const) {
      const input = request({ applicant, ...shown(change) });
      expect(faultOf(await askFor(clerk, 'DK02', input))).toEqual(fault);
    }
    const unseen = { item: 'DK02', input: request({ applicant }) };
    expect(faultOf(await clerk.post('/v1/prechecks', unseen))).toEqual([400, card, 'PAPER_MISSING']);
    const made = await askFor(clerk, 'DK02', request({ applicant, ...shown() }));
    expect([made.status, made.body.state]).toEqual([201, 'waiting']);
    const evidence = {
      kind: 'identity-card',
      number: wife.idNo,
      issuer: '太原市公安局',
      issuedOn: '2020-05-20',
    };
    const counter = { name: wife.name, idNo: wife.idNo, evidence };
    const path = `/v1/loan-applications/${made.body.id as string}/consents`;
    const bare = await clerk.post(path, { agreed: true, creditConsentNo: consentNo() });
    expect(bare.body).toMatchObject({ status: 400, errors: [{ code: 'COUNTER_MISSING' }] });
    const another = { ...counter, evidence: { ...evidence, number: husband.idNo } };
    const astray = await clerk.post(path, { agreed: true, creditConsentNo: consentNo(), counter: another });
    expect(faultOf(astray)).toEqual([400, '/counter/evidence/number', 'EVIDENCE_OF_ANOTHER']);
    expect((await clerk.post(path, { agreed: true, creditConsentNo: consentNo(), counter })).status).toBe(
      201,
    );
    const member = await signIn(world, husband, 'member');
    const view = await untilState(member.client, made.body.id as string, 'done');
    expect(view.spared).toMatchObject({ visits: 1, humanApprovals: 0 });
    // Given up at the counter again: on the borrower's own card, which is kept.
    const loanId = view.receipt!['loanId'] as string;
    const end = (body: object) => clerk.post(`/v1/loans/${loanId}/cancellation`, body);
    expect(faultOf(await end({}))).toEqual([400, '/counter', 'COUNTER_MISSING']);
    expect(faultOf(await end({ counter }))).toEqual([400, '/counter/idNo', 'NOT_THE_BORROWER']);
    const own = { ...applicant, evidence: cardOf(husband) };
    const online = await member.client.post(`/v1/loans/${loanId}/cancellation`, { counter: own });
    expect(faultOf(online)).toEqual([400, '/counter', 'COUNTER_NOT_WANTED']);
    expect((await end({ counter: own })).body.state).toBe('void');
    expect(await rows(world, `SELECT act FROM loan_counter_act WHERE loan_id = $1`, [loanId])).toEqual([
      { act: 'cancel' },
    ]);
  });

  test('a signed consent is one person’s for one application, and has a number', async () => {
    const [one, other] = [await nextPerson(), await nextPerson()];
    await buyHome(world, nextFlat(), [one.person]);
    await buyHome(world, nextFlat(), [other.person]);
    const input = request({ termMonths: 120 });
    const key = randomUUID();
    const once = await one.client.post('/v1/cases', { item: 'DK02', input }, { key });
    expect(once.body.state).toBe('done');
    expect((await one.client.post('/v1/cases', { item: 'DK02', input }, { key })).text).toBe(once.text);
    // It is one's own and not paid out yet: that is said, not that it is not there.
    const { loanId } = once.body.receipt as { loanId: string };
    for (const item of ['DK07', 'DK09', 'DK10']) {
      const early = await submit(one.client, item, { loanId });
      expect([item, early.status, early.body.code]).toEqual([item, 409, 'LOAN_NOT_PAID_OUT']);
      const strange = await submit(other.client, item, { loanId });
      expect([item, strange.status]).toEqual([item, 404]);
    }
    for (const { client } of [one, other]) {
      const again = await submit(client, 'DK02', input);
      expect([again.status, again.body.code]).toEqual([409, 'CONSENT_NUMBER_USED']);
    }
    expect((await submit(other.client, 'DK02', { creditConsentNo: 'XXXXXX' })).status).toBe(400);
    // Nor does somebody who joins agree by a number that the borrower has given.
    const third = await nextPerson();
    const { name, idNo } = third.person;
    const asked = await apply(other.client, 'DK02', request({ coBorrowers: [{ name, idNo }] }) as never);
    const said = await third.client.post(`/v1/loan-applications/${asked.id}/consents`, {
      agreed: true,
      creditConsentNo: input.creditConsentNo.toLowerCase(),
    });
    expect([said.status, said.body.code]).toEqual([409, 'CONSENT_NUMBER_USED']);
  });

  test('two applications that come with one consent at once: the credit report of one is asked for', async () => {
    const members = [await nextPerson(), await nextPerson()];
    for (const { person } of members) await buyHome(world, nextFlat(), [person]);
    const input = request();
    const both = await Promise.all(members.map(({ client }) => submit(client, 'DK02', input)));
    const [asked] = await rows<{ n: number }>(
      world,
      `SELECT count(*)::int AS n FROM registry_exchange WHERE registry = 'PBC' AND case_id = ANY ($1::uuid[])`,
      [both.map(({ body }) => (body.id ?? body.caseId ?? randomUUID()) as string)],
    );
    expect(asked!.n).toBe(1);
    expect(both.filter(({ body }) => body.state === 'done')).toHaveLength(1);
  });

  test('an estimate commits nothing: limit, bounds, rate and both ways of repaying side by side', async () => {
    const member = await nextPerson();
    const view = await apply(member.client, 'DK01', {
      kind: 'new-home',
      price: '900000.00',
      termMonths: 120,
    } as never);
    expect(view.receipt).toMatchObject({
      amount: '500000.00',
      binding: { code: 'cap' },
      annualRateToday: '0.0260',
      homeOrder: 'first',
      debtsAsked: false,
      payments: { equalInstalment: { firstPayment: '4736.27' }, equalPrincipal: { firstPayment: '5250.00' } },
    });
    expect((await member.client.get('/v1/loans')).body.loans).toEqual([]);
    const poor = await apply(member.client, 'DK01', {
      kind: 'new-home',
      price: '900000.00',
      amount: '500000.01',
    } as never);
    expect([poor.state, codes(poor)]).toEqual(['refused', ['OVER_LIMIT']]);
    expect(poor.decision?.amountTrace.length).toBeGreaterThan(5);
  });

  test('the borrower gives it up before the money left, and the home is free again; a replay gives the same bytes', async () => {
    const member = await nextPerson();
    await buyHome(world, nextFlat(), [member.person]);
    const { loanId } = await committedLoan(member);
    const key = randomUUID();
    const cancel = () => member.client.post(`/v1/loans/${loanId}/cancellation`, {}, { key });
    const [first, again] = [await cancel(), await cancel()];
    expect([first.status, first.body.state, again.text === first.text]).toEqual([200, 'void', true]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const late = await member.client.post(`/v1/loans/${loanId}/cancellation`, {});
    expect([late.status, late.body.code]).toEqual([409, 'LOAN_NOT_CANCELLABLE']);
    const stream = await member.client.get(`/v1/loans/${loanId}/events`, {
      headers: { 'last-event-id': '1' },
    });
    expect(stream.text).toContain('id: 2\nevent: cancelled');
    expect((await committedLoan(member)).loanId).not.toBe(loanId);
  });

  test('a commitment that nobody signed lapses by night, once, and its borrower may apply again', async () => {
    const member = await nextPerson();
    const home = nextFlat();
    await buyHome(world, home, [member.person]);
    const { loanId } = await committedLoan(member);
    await moveTo(world, '2027-05-09', { WORKER_INTERVAL_MS: '20' });
    const same = await signIn(world, member.person, 'member');
    expect((await readLoan(same, loanId)).state).toBe('committed');
    await moveTo(world, '2027-05-10', { WORKER_INTERVAL_MS: '20' });
    const later = await signIn(world, member.person, 'member');
    await until('the lapse', async () => (await readLoan(later, loanId)).state === 'void', 60);
    const loan = await readLoan(later, loanId);
    expect(loan.timeline.map(({ kind }) => kind)).toEqual(['committed', 'lapsed']);
    expect(
      await rows(world, `SELECT void_on::text AS on, settled_on FROM loan_party WHERE loan_id = $1`, [
        loanId,
      ]),
    ).toEqual([{ on: '2027-05-10', settled_on: null }]);
    const view = await apply(later.client, 'DK02', request() as never);
    expect(codes(view)).not.toContain('UNSETTLED_HPF_LOAN');
    expect(codes(view)).not.toContain('COLLATERAL_SEIZED');
  }, 120_000);
});

import { newId } from '../../src/kernel/identifiers/uuid';
import type { HedgingOffer } from '../../src/modules/loan/domain/hedging/hedging-draw';
import type { SigningDesk } from '../../src/modules/loan/domain/signing/signing-view';
import { type HttpAnswer, startWorld, type World } from '../support';
import {
  castOf,
  expectProof,
  marry,
  moveTo,
  newPeople,
  type Person,
  rows,
  type SignedIn,
  signIn,
  until,
} from './support';
import {
  buyHome,
  cardOf,
  committedLoan,
  LOAN_DATE,
  membersOf,
  readLoan,
  steadyEmployer,
} from './support/apply-for-loan';
import {
  atDesk,
  bookVisit,
  captureFace,
  expectDone,
  openBranch,
  readDesk,
  signAll,
  type SigningStaff,
  signingStaff,
} from './support/sign-loan';

const paperOf = ({ idNo: number }: Person) => ({
  kind: 'identity-card',
  number,
  issuer: '太原市公安局(虚构)',
  issuedOn: '2020-05-20',
});

describe('a loan is signed at one visit', () => {
  let world: World;
  let staff: SigningStaff;
  let people: Person[];
  let couple: readonly [Person, Person];
  let flat = 700;

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      env: { REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000' },
    });
    const cast = await castOf(world);
    people = await newPeople(world, 14);
    couple = [people[0]!, people[1]!];
    await marry(world, [couple]);
    await steadyEmployer(world, cast, people.slice(0, 10));
    staff = await signingStaff(world, [people[11]!, people[12]!, people[13]!], [LOAN_DATE, '2027-03-31']);
    people = people.slice(2, 10);
  }, 240_000);
  afterEach(() => expectProof(world).then(() => undefined), 60_000);
  afterAll(() => world.stop(), 60_000);

  /** A committed loan of somebody, or of a couple. */
  const loanOf = async (...members: readonly SignedIn[]): Promise<string> => {
    flat += 1;
    await buyHome(
      world,
      flat,
      members.map(({ person }) => person),
    );
    return (await committedLoan(members[0]!, {}, members[1])).loanId;
  };
  const borrower = async (): Promise<{ member: SignedIn; loanId: string }> => {
    const member = await signIn(world, people.pop()!, 'member');
    return { member, loanId: await loanOf(member) };
  };
  const agreementOf = (loanId: string) =>
    rows(
      world,
      `SELECT g.draw, g.state, (SELECT array_agg(p.person_id::text ORDER BY p.position) FROM hedging_party AS p
                WHERE p.centre_id = g.centre_id AND p.agreement_id = g.id) AS holders
         FROM hedging_agreement AS g WHERE g.loan_id = $1`,
      [loanId],
    );
  const visit = (change: object = {}) => ({ branchId: staff.branchId, day: LOAN_DATE, ...change });
  const proveAll = async (desk: SigningDesk, members: readonly SignedIn[]): Promise<void> => {
    for (const { personId, name } of desk.parties) {
      const { person } = members.find((one) => one.person.name === name)!;
      const captureNo = await captureFace(world, person);
      expectDone(await atDesk(staff.clerk, desk.signing.loanId, 'faces', { personId, captureNo }));
    }
  };

  test('a couple books, comes, is known by face and by paper, hears the terms, signs; another clerk confirms', async () => {
    const members = await membersOf(world, couple);
    const loanId = await loanOf(...members);
    const { clerk, secondClerk } = staff;
    const offer = expectDone(
      await members[0]!.client.get(`/v1/loans/${loanId}/signing/hedging`),
    ) as HedgingOffer;
    expect(offer).toMatchObject({
      retained: '10.00',
      fixed: null,
      holders: [
        { role: 'borrower', hasAccount: true },
        { role: 'co-borrower', hasAccount: true },
      ],
    });
    expect(offer.draws.map(({ draw, every, takes }) => [draw, every, takes])).toEqual([
      ['accounts-first', 'month', 'instalment'],
      ['accounts-only', 'month', 'instalment'],
      ['card-first', 'month', 'instalment'],
      ['yearly', 'year', 'whole-balance'],
    ]);
    expect(JSON.stringify(offer)).not.toContain(couple[0].name);
    const holders = offer.holders.map(({ personId }) => personId);
    for (const wrong of [[...holders].reverse(), [holders[0], holders[0]], [newId()]]) {
      const refused = await bookVisit(
        members[0]!,
        loanId,
        visit({ hedging: true, hedgingChoice: { holders: wrong } }),
      );
      expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'HEDGING_HOLDERS']);
    }
    const hedgingChoice = { draw: 'card-first', holders };
    const booked = expectDone(await bookVisit(members[0]!, loanId, visit({ hedging: true, hedgingChoice })));
    expect(booked).toMatchObject({
      state: 'booked',
      time: '09:30',
      papers: [],
      hedging: true,
      hedgingChoice: { ...hedgingChoice, text: { zh: '先银行卡，不足部分从公积金账户扣款' } },
    });
    expect((await bookVisit(members[1]!, loanId, visit())).body.code).toBe('BORROWER_ONLY');
    expect((await bookVisit(members[0]!, loanId, visit())).body.code).toBe('SIGNING_BOOKED');
    const arrived = expectDone(await atDesk(clerk, loanId, 'check-in')) as SigningDesk;
    expect(arrived).toMatchObject({
      termsAgree: true,
      terms: { amount: '700000.00', method: '01' },
      parties: [
        { role: 'borrower', name: couple[0].name, identity: 'missing', signed: [] },
        { role: 'co-borrower', name: couple[1].name, identity: 'missing', signed: [] },
      ],
    });
    expect(arrived.signing.papers.map(({ kind }) => kind)).toEqual([
      'loan-contract',
      'mortgage-contract',
      'hedging-agreement',
    ]);
    expect(JSON.stringify(arrived)).not.toContain(couple[0].idNo);
    // The contracts are the borrower's to read, and a co-borrower's once they have signed: no link leads nowhere.
    const linked = async (n: 0 | 1) => {
      const { parts } = await readLoan(members[n]!, loanId);
      const { papers } = parts['signing'] as unknown as { papers: { pdf: string | null }[] };
      return Promise.all(
        papers.map(async ({ pdf }) => (pdf === null ? null : (await members[n]!.client.get(pdf)).status)),
      );
    };
    expect([await linked(0), await linked(1)]).toEqual([
      [200, 200, 200],
      [null, null, null],
    ]);
    const [first, second] = arrived.parties;
    const face = async (personId: string, person: Person, poor = false) =>
      atDesk(clerk, loanId, 'faces', { personId, captureNo: await captureFace(world, person, poor) });
    // Another's face is nobody's proof, and no paper stands in for it; a picture that shows too little is.
    expect(expectDone(await face(first!.personId, couple[1])).parties[0]).toMatchObject({ face: 'no-match' });
    const ofFirst = { personId: first!.personId, paper: paperOf(couple[0]) };
    expect((await atDesk(clerk, loanId, 'papers-shown', ofFirst)).body.code).toBe('FACE_OTHER');
    // A worse picture does not make the other one forgotten.
    expect(expectDone(await face(first!.personId, couple[0], true)).parties[0]).toMatchObject({
      face: 'no-match',
      identity: 'missing',
    });
    expect((await atDesk(clerk, loanId, 'papers-shown', ofFirst)).body.code).toBe('FACE_OTHER');
    expect(expectDone(await face(first!.personId, couple[0])).parties[0]).toMatchObject({
      identity: 'proved',
    });
    expect(expectDone(await face(second!.personId, couple[1], true)).parties[1]).toMatchObject({
      face: 'unclear',
    });
    const shown = { personId: second!.personId, paper: paperOf(couple[1]) };
    // Papers are not known before the police have spoken, and the card of another is nobody's.
    const anothers = { ...shown, paper: paperOf(couple[0]) };
    expect((await atDesk(clerk, loanId, 'papers-shown', anothers)).body.code).toBe('PAPER_OF_ANOTHER');
    await world.control('PUT', '/control/moods/pol', { mood: 'drift' });
    expect((await atDesk(clerk, loanId, 'papers-shown', shown)).body.code).toBe('POLICE_SILENT');
    await world.control('PUT', '/control/moods/pol', { mood: 'normal' });
    const toCome = { ...shown, paper: { ...shown.paper, issuedOn: '2099-01-01' } };
    expect((await atDesk(clerk, loanId, 'papers-shown', toCome)).body).toMatchObject({
      code: 'INVALID_REQUEST',
      errors: [{ pointer: '/paper/issuedOn', code: 'PAPER_NOT_ISSUED_YET' }],
    });
    expect(expectDone(await atDesk(clerk, loanId, 'papers-shown', shown)).parties[1].identity).toBe(
      'first-clerk',
    );
    expect((await atDesk(clerk, loanId, 'papers-shown', shown)).body.code).toBe('SECOND_CLERK');
    const otherIssue = { ...shown, paper: { ...shown.paper, issuedOn: '2019-01-01' } };
    expect((await atDesk(secondClerk, loanId, 'papers-shown', otherIssue)).body.code).toBe('PAPERS_DIFFER');
    const proved = expectDone(await atDesk(secondClerk, loanId, 'papers-shown', shown));
    expect(proved.parties[1]).toMatchObject({ identity: 'proved', provedBy: 'document' });

    const texts = arrived.signing.papers.map(({ kind, hash }) => ({ kind, hash }));
    const early = await atDesk(clerk, loanId, 'signatures', { personId: first!.personId, texts });
    expect(early.body.code).toBe('IDENTITY_FIRST');
    expectDone(await atDesk(clerk, loanId, 'reading'));
    const other = [{ kind: 'loan-contract', hash: texts[1]!.hash }];
    const swapped = await atDesk(clerk, loanId, 'signatures', { personId: first!.personId, texts: other });
    expect(swapped.body.code).toBe('OTHER_TEXT');
    const { termsHash } = arrived;
    const incomplete = await atDesk(secondClerk, loanId, 'confirmation', { termsHash });
    expect(incomplete.body.code).toBe('SIGNING_INCOMPLETE');
    // Whoever is left to sign is told by their part: a problem names nobody.
    expect(incomplete.body.detail).toContain('借款人签名');
    for (const { name } of couple) expect(JSON.stringify(incomplete.body)).not.toContain(name);
    expect((await signAll(clerk, loanId)).toDo).toEqual([]);
    expect((await atDesk(clerk, loanId, 'confirmation', { termsHash })).body.code).toBe('SECOND_CLERK');
    const done = expectDone(await atDesk(secondClerk, loanId, 'confirmation', { termsHash })) as SigningDesk;
    expect(done.signing.state).toBe('signed');
    const posting = { carrier: '中国邮政速递', trackingNo: 'EMS1234567890' };
    expectDone(await atDesk(clerk, loanId, 'originals', posting));
    await throughThePost(loanId, posting);
    const loan = await readLoan(members[1]!, loanId);
    // The mortgage is asked for by itself meanwhile.
    const atTheDesk = loan.timeline.filter(({ kind }) => kind !== 'mortgage-requested');
    expect(atTheDesk.map(({ kind }) => kind).slice(0, 6)).toEqual([
      'committed',
      'signing-booked',
      'checked-in',
      'signed',
      'hedging-agreed',
      'originals-posted',
    ]);
    const originals = loan.timeline.filter(({ kind }) => kind.startsWith('originals-'));
    expect(originals.map(({ kind }) => kind)).toEqual([
      'originals-posted',
      'originals-returned',
      'originals-posted',
      'originals-delivered',
    ]);
    expect(JSON.stringify(loan)).not.toContain('虚构路9号');
    expect(loan.parts['signing']).toMatchObject({
      state: 'signed',
      posted: { carrier: posting.carrier, trackingNo: 'EMS1234567891' },
    });
    const document = await members[0]!.client.get(`/v1/documents/${done.signing.papers[0]!.documentId}`);
    expect(document.body.content.body).toMatchObject({
      amount: '700000.00',
      termsHash,
      penaltyFactor: '1.5',
    });
    // The agreement on the accounts says what was chosen, and what it says is in force.
    const agreed = await members[0]!.client.get(`/v1/documents/${done.signing.papers[2]!.documentId}`);
    expect(agreed.body.content.body.hedging).toEqual({
      draw: 'card-first',
      holders: couple.map(({ name, idNo }) => ({ name, idNo })),
    });
    expect(await agreementOf(loanId)).toEqual([{ draw: 'card-first', state: 'in-force', holders }]);
    // Whoever signed it reads it, beside whoever applied; nobody else does.
    const own = expectDone(await members[1]!.client.get('/v1/signed-papers')).papers as { pdf: string }[];
    expect(own.map(({ pdf }) => pdf).sort()).toEqual(done.signing.papers.map(({ pdf }) => pdf).sort());
    expect([await linked(0), await linked(1)]).toEqual([
      [200, 200, 200],
      [200, 200, 200],
    ]);
    const outsider = await signIn(world, people.at(-1)!, 'member');
    const papers = await Promise.all(
      [members[0]!, members[1]!, outsider].map(({ client }) => client.get(done.signing.papers[0]!.pdf!)),
    );
    expect(papers.map(({ status, headers }) => [status, headers.get('content-type')?.split(';')[0]])).toEqual(
      [
        [200, 'application/pdf'],
        [200, 'application/pdf'],
        [404, 'application/problem+json'],
      ],
    );
    expect(expectDone(await outsider.client.get('/v1/signed-papers')).papers).toEqual([]);
    const path = `/v1/documents/${done.signing.papers[0]!.documentId}/revocation`;
    const unneeded = await members[0]!.client.post(
      path,
      { reason: 'no-longer-needed' },
      { key: `unneeded-${loanId}` },
    );
    expect([unneeded.status, unneeded.body.code]).toEqual([409, 'DOCUMENT_IS_CONTRACT']);
  }, 60_000);

  /** They come back, are sent again to the address that the borrower gives, and arrive. */
  const throughThePost = async (loanId: string, posting: { carrier: string; trackingNo: string }) => {
    const { clerk } = staff;
    const code = async (answer: Promise<HttpAnswer>) => {
      const { status, body } = await answer;
      return [status, body.code ?? body.errors?.[0]?.code];
    };
    const tell = (body: object) => atDesk(clerk, loanId, 'originals/outcome', body);
    const again = { ...posting, trackingNo: 'EMS1234567891' };
    expect(await code(atDesk(clerk, loanId, 'originals', again))).toEqual([409, 'ORIGINALS_ELSEWHERE']);
    expect(await code(tell({ delivery: 'handed-over' }))).toEqual([409, 'ORIGINALS_ELSEWHERE']);
    expect((await tell({ delivery: 'returned' })).body.errors[0].pointer).toBe('/reason');
    const tomorrow = await tell({ delivery: 'delivered', on: '2027-03-11' });
    expect([tomorrow.status, tomorrow.body.errors[0].code]).toEqual([400, 'ORIGINALS_DAY']);
    const back = expectDone(await tell({ delivery: 'returned', reason: 'nobody-there' })) as SigningDesk;
    expect(back.signing.originals).toMatchObject({
      holder: { code: 'centre' },
      moves: [
        { no: 1, kind: 'sent', carrier: posting.carrier, trackingNo: posting.trackingNo },
        { no: 2, kind: 'returned', on: LOAN_DATE, reason: 'nobody-there' },
      ],
    });
    const away = async (holder: string) =>
      expectDone(await clerk.get(`/v1/loan-originals?holder=${holder}`)).originals as object[];
    expect(await away('centre')).toMatchObject([{ loanId, holder: 'centre', returned: 1, carrier: null }]);
    expect(await code(atDesk(clerk, loanId, 'originals', posting))).toEqual([409, 'TRACKING_KNOWN']);
    const address = '太原市小店区虚构路9号';
    const sent = expectDone(await atDesk(clerk, loanId, 'originals', { ...again, address })) as SigningDesk;
    expect([sent.originalsAddress, sent.signing.originals?.holder.code]).toEqual([address, 'carrier']);
    expect(await away('centre')).toEqual([]);
    expect(await away('carrier')).toMatchObject([{ loanId, trackingNo: again.trackingNo }]);
    const there = expectDone(await tell({ delivery: 'delivered' })) as SigningDesk;
    expect(there.signing.originals).toMatchObject({ holder: { code: 'borrower', zh: '借款人' } });
    expect(await code(tell({ delivery: 'returned', reason: 'refused' }))).toEqual([
      409,
      'ORIGINALS_ELSEWHERE',
    ]);
    expect([...(await away('carrier')), ...(await away('centre'))]).toEqual([]);
    const sealed = await rows<{ found: boolean }>(
      world,
      `SELECT bool_or(position(convert_to($1, 'UTF8') IN address_sealed) > 0) AS found FROM originals_move`,
      [address],
    );
    expect(sealed).toEqual([{ found: false }]);
  };

  test('a visit that breaks off is ended by a clerk and another booked; nothing is signed once the commitment is over', async () => {
    const { member, loanId } = await borrower();
    const yearly = { hedging: true, hedgingChoice: { draw: 'yearly' } };
    expectDone(await bookVisit(member, loanId, visit(yearly)));
    expectDone(await atDesk(staff.clerk, loanId, 'check-in'));
    const stop = `/v1/loans/${loanId}/signing/cancellation`;
    expect((await member.client.post(stop, {})).body.code).toBe('SIGNING_STATE');
    expect((await bookVisit(member, loanId, visit({ time: '16:00' }))).body.code).toBe('SIGNING_BOOKED');
    expect(expectDone(await staff.clerk.post(stop, {})).state).toBe('cancelled');
    // A contract is made once: the agreement on the accounts is signed as it was chosen then, or not at all.
    const offer = expectDone(await member.client.get(`/v1/loans/${loanId}/signing/hedging`)) as HedgingOffer;
    expect(offer.fixed).toEqual({ draw: 'yearly', holders: [offer.holders[0]!.personId] });
    const other = { time: '16:00', hedging: true, hedgingChoice: { draw: 'card-first' } };
    expect((await bookVisit(member, loanId, visit(other))).body.code).toBe('HEDGING_FIXED');
    const rebooked = expectDone(await bookVisit(member, loanId, visit({ time: '16:00', hedging: true })));
    expect(rebooked.hedgingChoice.draw).toBe('yearly');
    const commitment = (until: string) =>
      rows(world, `UPDATE loan SET commitment_until = $2::date WHERE id = $1`, [loanId, until]);
    const { commitmentUntil } = await readLoan(member, loanId);
    await commitment('2027-03-01');
    expect((await atDesk(staff.clerk, loanId, 'check-in')).body.code).toBe('COMMITMENT_OVER');
    await commitment(commitmentUntil!);
    const desk = expectDone(await atDesk(staff.clerk, loanId, 'check-in')) as SigningDesk;
    await proveAll(desk, [member]);
    expectDone(await atDesk(staff.clerk, loanId, 'reading'));
    await signAll(staff.clerk, loanId);
    const { termsHash } = desk;
    await commitment('2027-03-01');
    const late = await atDesk(staff.secondClerk, loanId, 'confirmation', { termsHash });
    expect(late.body.code).toBe('COMMITMENT_OVER');
    await commitment(commitmentUntil!);
    expectDone(await atDesk(staff.secondClerk, loanId, 'confirmation', { termsHash }));
    expect(await agreementOf(loanId)).toMatchObject([{ draw: 'yearly', state: 'in-force' }]);
  }, 60_000);

  test('terms that are not those that were decided cannot be signed by anybody', async () => {
    const { member, loanId } = await borrower();
    expectDone(await bookVisit(member, loanId, visit()));
    const amount = (change: string) =>
      rows(world, `UPDATE loan SET amount_fen = amount_fen ${change} WHERE id = $1`, [loanId]);
    await amount('+ 1');
    const early = await atDesk(staff.clerk, loanId, 'check-in');
    expect([early.status, early.body.code, early.body.terms]).toEqual([409, 'TERMS_DIFFER', ['amount']]);
    await amount('- 1');
    const desk = expectDone(await atDesk(staff.clerk, loanId, 'check-in')) as SigningDesk;
    await proveAll(desk, [member]);
    expectDone(await atDesk(staff.clerk, loanId, 'reading'));
    await signAll(staff.clerk, loanId);
    await amount('+ 1');
    const confirm = (termsHash: string) => atDesk(staff.secondClerk, loanId, 'confirmation', { termsHash });
    expect((await confirm(desk.termsHash)).body.code).toBe('TERMS_DIFFER');
    await amount('- 1');
    expect((await confirm('0'.repeat(64))).body.code).toBe('TERMS_DIFFER');
    expect((await readLoan(member, loanId)).state).toBe('committed');
  });

  test('a half hour never receives more than it has room for, whoever books at once', async () => {
    const branchId = await openBranch(staff.manager, '小管理部', [LOAN_DATE, LOAN_DATE], 1);
    const rivals = await Promise.all([borrower(), borrower(), borrower()]);
    const book = ({ member, loanId }: (typeof rivals)[number]) =>
      bookVisit(member, loanId, { branchId, day: LOAN_DATE });
    const answers = await Promise.all(rivals.map(book));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.filter(({ body }) => body.code === 'SLOT_FULL')).toHaveLength(2);
    const less = { from: LOAN_DATE, until: LOAN_DATE, opens: '09:00', closes: '10:00', capacity: 0 };
    const shrunk = await staff.manager.post(`/v1/signing-branches/${branchId}/slots`, less);
    expect(shrunk.body.code).toBe('SLOTS_BOOKED');
    // Whoever cancels makes room for another.
    const winner = rivals[answers.findIndex(({ status }) => status === 201)]!;
    expectDone(await winner.member.client.post(`/v1/loans/${winner.loanId}/signing/cancellation`, {}));
    const loser = rivals[answers.findIndex(({ status }) => status === 409)]!;
    expect((await book(loser)).status).toBe(201);
    const late = await bookVisit(winner.member, winner.loanId, { branchId, day: '2027-06-01' });
    expect(late.body.errors[0].code).toBe('SIGNING_DAY');
    const none = await bookVisit(winner.member, winner.loanId, { branchId, day: LOAN_DATE, time: '18:00' });
    expect(none.body.errors[0].code).toBe('SLOT_UNKNOWN');
    // Given up before anybody came: the place is free again.
    expectDone(await loser.member.client.post(`/v1/loans/${loser.loanId}/cancellation`, {}));
    const { slots } = (await winner.member.client.get(`/v1/signing-branches/${branchId}/slots`)).body;
    expect(slots[1]).toEqual({ day: LOAN_DATE, time: '09:30', capacity: 1, free: 1 });
  });

  test('a borrower who died before the visit: nobody signs for them, and the loan is given up at the counter', async () => {
    const { member, loanId } = await borrower();
    expectDone(await bookVisit(member, loanId, visit({ time: '15:00' })));
    await world.control('POST', '/control/people', { people: [{ ...member.person, alive: false }] });
    const desk = expectDone(await atDesk(staff.clerk, loanId, 'check-in')) as SigningDesk;
    const { personId } = desk.parties[0]!;
    // Whoever comes with the paper of the dead, without a picture: the police do not confirm them, whichever paper it is.
    for (const kind of ['identity-card', 'passport']) {
      const paper = { ...paperOf(member.person), kind };
      for (const clerk of [staff.clerk, staff.secondClerk]) {
        const shown = await atDesk(clerk, loanId, 'papers-shown', { personId, paper });
        expect([shown.status, shown.body.code]).toEqual([409, 'PERSON_NOT_CONFIRMED']);
      }
    }
    expect((await readDesk(staff.clerk, loanId)).parties[0]).toMatchObject({
      identity: 'missing',
      provedBy: null,
    });
    expectDone(await atDesk(staff.clerk, loanId, 'reading'));
    const { termsHash } = desk;
    const confirmed = await atDesk(staff.secondClerk, loanId, 'confirmation', { termsHash });
    expect(confirmed.body.code).toBe('SIGNING_INCOMPLETE');
    // Whoever brings the certificate of the death gives the loan up; a clerk alone does not.
    const end = (body: object) => staff.clerk.post(`/v1/loans/${loanId}/cancellation`, body);
    expect((await end({})).body).toMatchObject({ status: 400, errors: [{ code: 'COUNTER_MISSING' }] });
    const { name, idNo } = member.person;
    const evidence = { ...cardOf(member.person), kind: 'death-certificate', number: 'SW-2027-000017' };
    expectDone(await end({ counter: { name, idNo, evidence } }));
    expect((await readLoan(member, loanId)).state).toBe('void');
  });

  test('nobody comes twice, once told by a clerk and once found by night: the application is closed', async () => {
    const { member, loanId } = await borrower();
    const slotsOf = async (): Promise<string[]> => {
      const { slots } = (await member.client.get(`/v1/signing-branches/${staff.branchId}/slots`)).body;
      return (slots as { day: string; time: string }[])
        .filter(({ day }) => day === LOAN_DATE)
        .map(({ time }) => time);
    };
    const at = (time: string) => world.restartApi(0, { BUSINESS_DATE: LOAN_DATE, BUSINESS_TIME: time });
    expectDone(await bookVisit(member, loanId, visit()));
    expect((await slotsOf())[0]).toBe('09:00');
    // Until ten they may still come: nobody has missed anything.
    await at('09:59');
    const early = await atDesk(staff.clerk, loanId, 'no-show');
    expect([early.status, early.body.code]).toEqual([409, 'SIGNING_TO_COME']);
    expect((await slotsOf())[0]).toBe('09:30');
    await at('10:00');
    expect(expectDone(await atDesk(staff.clerk, loanId, 'no-show')).state).toBe('no-show');
    expect((await readDesk(staff.clerk, loanId)).signing.state).toBe('no-show');
    const over = await bookVisit(member, loanId, visit());
    expect([over.status, over.body.errors[0].code]).toEqual([400, 'SLOT_OVER']);
    expect((await slotsOf())[0]).toBe('10:00');
    expectDone(await bookVisit(member, loanId, visit({ time: '10:00' })));
    await moveTo(world, '2027-03-11', { WORKER_INTERVAL_MS: '20' });
    const same = await signIn(world, member.person, 'member');
    await until('the end of the loan', async () => (await readLoan(same, loanId)).state === 'void', 60);
    expect((await readLoan(same, loanId)).timeline.map(({ kind }) => kind)).toEqual([
      'committed',
      'signing-booked',
      'signing-missed',
      'signing-booked',
      'signing-missed',
      'cancelled',
    ]);
  }, 90_000);
});

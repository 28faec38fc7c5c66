import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import { Ledger } from '../../../src/modules/ledger';
import { HedgingAgreements } from '../../../src/modules/loan';
import { MortgageWorker } from '../../../src/modules/loan/app/mortgage/mortgage-worker';
import { CollectDues } from '../../../src/modules/loan/app/servicing/collect-dues';
import { RunDues } from '../../../src/modules/loan/app/servicing/run-dues';
import { Parties } from '../../../src/modules/party';
import { Sealer } from '../../../src/platform/crypto';
import type { Person } from '../../../src/simulators/world/person';
import { CENTRE, ContributionUnderTest, TODAY } from '../contribution/contribution-under-test';
import type { HttpClient } from '../../support';
import { disburse, type Member } from './disbursed-loan';

/** No bank account stands behind it: what is opened there moves no money between banks. */
const OPENING_LEAF = '21902';

let room: ContributionUnderTest;
let person: Person;
let borrower: Member;
let client: HttpClient;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  [person] = room.outside.world.people as [Person];
  const { name, idNo } = person;
  await room.run((tx) => room.get(Parties).ensurePerson(tx, { name, idNo }));
  borrower = { personId: room.get(Parties).idOf(person.idNo), accountId: await accountWith('300000.00') };
  client = await room.signedIn(person, 'member');
}, 60_000);
afterAll(() => room.stop());

async function accountWith(balance: string): Promise<bigint> {
  const ledger = room.get(Ledger);
  const amountFen = parseYuan(balance);
  return room.run(async (tx) => {
    const ofUnit = { kind: 'unit', subject: '21901', unitId: null } as const;
    const [unit = 0n] = await ledger.openAccounts(tx, [ofUnit], '2026-07-01');
    const member = { kind: 'member', subject: '201', unitId: unit } as const;
    const [account = 0n] = await ledger.openAccounts(tx, [member], '2026-07-01');
    await tx.execute(
      `INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
         ratio_employer, ratio_employee, first_month, opened_on)
       VALUES ($1, $2, gen_random_uuid(), '149900000001', '140105', '01', 15, 0.12, 0.12, 202607, '2026-07-01')`,
      [CENTRE, unit],
    );
    await tx.execute(
      `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen,
         employee_fen, opened_on)
       VALUES ($1, $2, $3, $4, '01', '149900000002', 1000000, 120000, 120000, '2026-07-01')`,
      [CENTRE, account, room.get(Parties).idOf(person.idNo), unit],
    );
    const bank = await ledger.leafOf(tx, OPENING_LEAF);
    const day = { businessDate: '2026-07-01', valueDate: '2026-07-01' };
    await ledger.post(tx, { kind: 'opening', sourceId: newId(), ...day }, [
      { accountId: bank, side: 'D', amountFen },
      { accountId: account, side: 'C', amountFen },
    ]);
    return account;
  });
}

/** A loan of the borrower that has been paid from the own account on every due day through today. */
async function loan(principal: string, periods: number): Promise<string> {
  const id = newId();
  const ledger = room.get(Ledger);
  await room.run(async (tx) => {
    const bank = await ledger.leafOf(tx, OPENING_LEAF);
    const wanted = { on: '2026-09-21', principal, periods };
    await disburse(tx, { ledger, bank }, { id, borrower, wanted });
    const { personId } = borrower;
    await room.get(HedgingAgreements).propose(tx, {
      loanId: id,
      draw: 'accounts-first',
      personIds: [personId],
      agreed: [personId],
    });
  });
  while ((await room.run((tx) => room.get(RunDues).batch(tx, { day: parseDay(TODAY) }))) > 0);
  return id;
}

const apply = (item: string, input: object) => client.post('/v1/cases', { item, input });

describe('repayments as cases', () => {
  it('repay a part early, with a receipt that says how the loan goes on, and stand on its page (DK06, DK10)', async () => {
    const loanId = await loan('200000.00', 120);
    const wanted = { loanId, amount: '50000.00', mode: 'reduce-term' };
    const { status, body } = await apply('DK06', wanted);
    expect([status, body.state]).toEqual([201, 'done']);
    expect(body.receipt).toMatchObject({ principal: '50000.00', interest: '0.00', fromAccount: '50000.00' });
    const page = (await client.get(`/v1/loans/${loanId}`)).body.parts.repayment;
    expect(page).toMatchObject({
      owedInAll: '0.00',
      nextDueOn: '2026-12-21',
      hedging: { draw: 'accounts-first' },
    });
    expect(page.history.map(({ kind, paidBy }: { kind: string; paidBy: string }) => [kind, paidBy])).toEqual([
      ['03', 'hpf'],
      ['05', 'hpf'],
      ['05', 'hpf'],
      ['01', 'bank'],
    ]);
    const left = page.plan.reduce(
      (sum: bigint, row: { principal: string }) => sum + parseYuan(row.principal),
      0n,
    );
    expect(left).toBe(parseYuan(page.principalLeft as string));
    expect(await room.breaches()).toEqual([]);
  }, 30_000);

  it.each([
    [{ amount: '9000.00' }, 'PREPAY_MIN'],
    [{ amount: '990000.00' }, 'PAYMENT_EXCEEDS_DEBT'],
  ])('refuse %j as %s, and move nothing', async (change, headline) => {
    const loanId = await loan('60000.00', 24);
    const before = await room.count('loan_transaction');
    const { body } = await apply('DK06', { loanId, mode: 'reduce-instalment', ...change });
    expect([body.state, body.decision.headline]).toEqual(['refused', headline]);
    expect(await room.count('loan_transaction')).toBe(before);
  });

  it('settle the loan once: afterwards there is nothing to settle (DK07)', async () => {
    const loanId = await loan('40000.00', 36);
    const first = await apply('DK07', { loanId });
    expect([first.body.state, first.body.receipt.settledOn]).toEqual(['done', TODAY]);
    expect((await client.get(`/v1/loans/${loanId}`)).body.state).toBe('settled');
    const again = await apply('DK07', { loanId });
    expect([again.body.state, again.body.decision.headline]).toEqual(['refused', 'PAYMENT_EXCEEDS_DEBT']);
    expect(await room.breaches()).toEqual([]);
  });

  it('are the borrowers’ alone: another’s loan is not there', async () => {
    const loanId = await loan('40000.00', 36);
    const [, other] = room.outside.world.people as [Person, Person];
    const stranger = await room.signedIn(other, 'member');
    expect((await stranger.post('/v1/cases', { item: 'DK07', input: { loanId } })).status).toBe(404);
  });
});

describe('another way of repaying (DK08)', () => {
  const bindCard = () =>
    room.run((tx) =>
      room.get(Parties).bindCard(tx, {
        personId: borrower.personId,
        bankCode: '104',
        cardNo: '6219990000041001',
        phone: '13900000000',
        evidenceId: newId(),
      }),
    );
  const pageOf = async (loanId: string) => (await client.get(`/v1/loans/${loanId}`)).body.parts.repayment;

  it('plans what has not fallen due by another method, and over another term', async () => {
    const loanId = await loan('60000.00', 24);
    const before = await pageOf(loanId);
    const byMethod = await apply('DK08', { loanId, change: 'method', method: '02' });
    expect([byMethod.body.state, byMethod.body.receipt.method]).toEqual(['done', '02']);
    expect((await client.get(`/v1/loans/${loanId}`)).body.timeline.at(-1)).toMatchObject({
      kind: 'plan-changed',
      body: { method: '02', periodsLeft: 22, instalment: byMethod.body.receipt.instalment },
    });
    const longer = await apply('DK08', { loanId, change: 'term', periods: 36 });
    expect(longer.body.receipt).toMatchObject({ periodsLeft: 36, nextDueOn: '2026-12-21' });
    // By which the rate goes, whatever is left: a longer term is compared with it.
    const [told] = await room.run((tx) =>
      tx.query<{ body: string }>(
        `SELECT body::text AS body FROM case_fact WHERE case_id = $1 AND body::text LIKE '%contractMonths%'`,
        [longer.body.id],
      ),
    );
    expect(told?.body.replaceAll(' ', '')).toContain('"contractMonths":24');
    const page = await pageOf(loanId);
    expect([page.plan.length, page.principalLeft]).toEqual([36, before.principalLeft]);
    expect(page.history[0]).toMatchObject({ kind: '07', paidBy: 'none', principal: '0.00' });
    const reasons = await room.run((tx) =>
      tx.query<{ reason: string }>('SELECT reason FROM loan_plan WHERE loan_id = $1 ORDER BY seq', [loanId]),
    );
    expect(reasons.map(({ reason }) => reason)).toEqual(['disbursement', 'method-change', 'term-change']);
    expect(await room.breaches()).toEqual([]);
  }, 30_000);

  it('is refused beyond the bounds of 5.3, for what holds already, and for a card that nobody bound', async () => {
    const loanId = await loan('60000.00', 24);
    const headline = async (input: object) =>
      (await apply('DK08', { loanId, ...input })).body.decision.headline as string;
    expect(await headline({ change: 'term', periods: 360 })).toBe('TERM_LIMIT');
    expect(await headline({ change: 'term', periods: 22 })).toBe('NOTHING_CHANGES');
    expect(await headline({ change: 'card' })).toBe('CARD_NOT_BOUND');
    const malformed = await apply('DK08', { loanId, change: 'method' });
    expect([malformed.status, malformed.body.code]).toEqual([400, 'INVALID_REQUEST']);
    for (const [field, input] of [
      ['periods', { change: 'method', method: '02', periods: 5 }],
      ['method', { change: 'term', periods: 36, method: '02' }],
      ['method', { change: 'card', method: '02' }],
    ] as const) {
      const twice = await apply('DK08', { loanId, ...input });
      expect([twice.status, twice.body.errors]).toMatchObject([
        400,
        [{ pointer: `/input/${field}`, code: 'FIELD_NOT_ALLOWED' }],
      ]);
    }
    const cardId = await bindCard();
    expect((await apply('DK08', { loanId, change: 'card' })).body.receipt).toMatchObject({ card: '1001' });
    expect(await room.count('loan_account', `loan_id = '${loanId}' AND card_id = '${cardId}'`)).toBe(1);
  }, 30_000);
});

describe('a hedging agreement that its holder ends', () => {
  it('is over at once, told and shown; the card repays what falls due next', async () => {
    const loanId = await loan('60000.00', 24);
    const end = (key: string) => client.post(`/v1/loans/${loanId}/hedging/end`, {}, { key });
    const key = newId();
    const { status, body } = await end(key);
    expect([status, body.parts.repayment.hedging, body.timeline.at(-1)]).toMatchObject([
      200,
      null,
      { kind: 'hedging-ended', body: { reason: 'holder' } },
    ]);
    const replayed = await end(key);
    expect([replayed.status, replayed.body]).toEqual([200, body]);
    const again = await end(newId());
    expect([again.status, again.body.code]).toEqual([409, 'HEDGING_NOT_IN_FORCE']);
    const ended = `loan_id = '${loanId}' AND state = 'ended' AND end_reason = 'holder' AND ended_on = '${TODAY}'`;
    expect(await room.count('hedging_agreement', ended)).toBe(1);
    const drawing = await room.run((tx) => room.get(CollectDues).lockAccounts(tx, loanId));
    expect(drawing).toMatchObject({ order: 'card-only', accounts: [] });
  }, 30_000);

  it('is ended by nobody whose account does not stand in it', async () => {
    const loanId = await loan('60000.00', 24);
    const other = room.outside.world.people[1]!;
    const stranger = await room.signedIn(other, 'member');
    expect((await stranger.post(`/v1/loans/${loanId}/hedging/end`, {})).status).toBe(404);
    expect(await room.count('hedging_agreement', `loan_id = '${loanId}' AND state = 'in-force'`)).toBe(1);
  }, 30_000);
});

describe('what is said of a loan (DK10)', () => {
  it('is a document with every instalment to come, that anybody can verify', async () => {
    const loanId = await loan('60000.00', 24);
    const { body } = await apply('DK10', { loanId });
    expect(body.state).toBe('done');
    const { documentId, code } = body.receipt as { documentId: string; code: string };
    expect((await client.get(`/v1/documents/${documentId}`)).body.content.lines.count).toBe(22);
    const verified = await client.get(`/v1/verifications/${code.replaceAll(' ', '')}`);
    expect(verified.body).toMatchObject({ state: 'valid', kind: { zh: '住房公积金贷款余额及还款计划' } });
  }, 30_000);
});

describe('a settled loan (DK09)', () => {
  /** Its mortgage stands at the registry. */
  const mortgaged = (loanId: string) =>
    room.run(async (tx) => {
      const details = {
        parties: [{ name: person.name, idNo: person.idNo, personId: borrower.personId, role: 'borrower' }],
      };
      const sealed = room.get(Sealer).seal(JSON.stringify(details));
      await tx.execute('UPDATE loan SET details_sealed = $2 WHERE id = $1', [loanId, sealed]);
      await tx.execute(
        `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, seq, cert_no, mortgagee, ours, registered_on, requested_at)
         SELECT 1, gen_random_uuid(), id, 'mortgage', loan_no || 'M1', 'registered', 2, '晋(2026)太原市不动产证明第0000900号', 'x', true,
                '2026-09-20', '2026-09-20' FROM loan WHERE id = $1`,
        [loanId],
      );
    });
  const mortgages = async (loanId: string) =>
    (await client.get(`/v1/loans/${loanId}`)).body.parts.mortgage as {
      kind: string;
      state: string;
      applyNo: string;
    }[];
  /** The registry is asked until the latest application for the loan stands there so. */
  const untilLatest = (loanId: string, state: string) =>
    room.until(async () => {
      await room.run((tx) =>
        tx.execute(
          `UPDATE loan_mortgage SET due_at = now() WHERE loan_id = $1 AND state IN ('requested', 'accepted')`,
          [loanId],
        ),
      );
      await room.get(MortgageWorker).workOnce();
      return (await mortgages(loanId))[0]?.state === state;
    });
  const closing = (loanId: string) =>
    room.count('loan_closing', `loan_id = '${loanId}' AND case_id IS NOT NULL`);

  it('is certified, released and told to the employer without anybody applying', async () => {
    const loanId = await loan('40000.00', 36);
    await mortgaged(loanId);
    const early = await apply('DK09', { loanId });
    expect([early.body.state, early.body.decision.headline]).toEqual(['refused', 'SETTLE_LOAN_FIRST']);
    expect((await apply('DK07', { loanId })).body.state).toBe('done');
    await room.until(async () => (await closing(loanId)) === 1);
    const again = await apply('DK09', { loanId });
    expect(again.body.receipt).toMatchObject({ settledOn: TODAY, release: 'requested' });
    const { documentId, code } = again.body.receipt as { documentId: string; code: string };
    expect((await client.get(`/v1/documents/${documentId}`)).body.content.body).toMatchObject({
      disbursed: '40000.00',
    });
    expect((await client.get(`/v1/verifications/${code.replaceAll(' ', '')}`)).body.kind.en).toBe(
      'Certificate that a housing provident fund loan is settled',
    );
    const cases = `SELECT id FROM service_case WHERE item = 'DK09' AND business_key = '${loanId}'`;
    expect(await room.count('document', `case_id IN (${cases})`)).toBe(2);
    expect(await room.count('loan_stop_notice', `loan_id = '${loanId}'`)).toBe(1);
    await untilLatest(loanId, 'accepted');
    const [release] = await mortgages(loanId);
    await room.control('POST', `rea/mortgages/${release!.applyNo}/register`, { push: false });
    await untilLatest(loanId, 'registered');
    expect((await mortgages(loanId)).map(({ kind, state }) => [kind, state])).toEqual([
      ['release', 'registered'],
      ['mortgage', 'cancelled'],
    ]);
    const loanPage = (await client.get(`/v1/loans/${loanId}`)).body;
    expect(loanPage.timeline.at(-1)).toMatchObject({ kind: 'mortgage-released' });
    expect((await apply('DK09', { loanId })).body.receipt.release).toBe('released');
    expect(await room.breaches()).toEqual([]);
  }, 60_000);

  it('whose release the registry refuses is a person’s business, and asked for anew by DK09', async () => {
    const loanId = await loan('40000.00', 36);
    await mortgaged(loanId);
    await apply('DK07', { loanId });
    await room.until(async () => (await closing(loanId)) === 1);
    await untilLatest(loanId, 'accepted');
    const [release] = await mortgages(loanId);
    await room.control('POST', `rea/mortgages/${release!.applyNo}/refuse`, {
      reason: '材料不符',
      push: false,
    });
    await untilLatest(loanId, 'refused');
    expect(await room.count('loan_incident', `loan_id = '${loanId}' AND code = 'RELEASE_REFUSED'`)).toBe(1);
    expect((await apply('DK09', { loanId })).body.receipt.release).toBe('requested');
    expect((await mortgages(loanId)).map(({ kind, state }) => [kind, state])).toEqual([
      ['release', expect.stringMatching(/requested|accepted/) as string],
      ['release', 'refused'],
      ['mortgage', 'registered'],
    ]);
  }, 60_000);

  it('tells its employers through those who act for them, and nobody else', async () => {
    const { body } = await client.get('/v1/items');
    const usable = (body.items as { code: string; usable: boolean }[])
      .filter(({ code, usable: isUsable }) => isUsable && code.startsWith('DK'))
      .map(({ code }) => code);
    expect(usable.sort()).toEqual([
      'DK01',
      'DK02',
      'DK03',
      'DK04',
      'DK05',
      'DK06',
      'DK07',
      'DK08',
      'DK09',
      'DK10',
    ]);
    const employers = await room.run((tx) =>
      tx.query<{ id: string }>('SELECT DISTINCT employer_id AS id FROM loan_stop_notice'),
    );
    const agent = await room.signedIn(person, 'employer-agent');
    const path = `/v1/employers/${employers[0]!.id}/loan-notices`;
    expect((await agent.get(path)).status).toBe(404);
    await room.run(async (tx) => {
      await tx.execute(
        `INSERT INTO employer (centre_id, id, credit_code, name, legal_rep_person_id, district_code, created_at)
         VALUES (1, $1, '91350100M000100Y43', '某单位(虚构)', $2, '140105', now())`,
        [employers[0]!.id, borrower.personId],
      );
      await room.get(Parties).authoriseAgent(tx, employers[0]!.id, borrower.personId);
    });
    const told = await agent.get(path);
    expect(told.body.notices.length).toBeGreaterThan(0);
    expect(told.body.notices[0]).toMatchObject({ name: person.name, settledOn: TODAY });
  });
});

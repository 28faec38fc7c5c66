import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { yuan } from '../../../src/kernel/money';
import { Ledger } from '../../../src/modules/ledger';
import { ReturnKept } from '../../../src/modules/loan/app/closing/return-kept';
import { CollectDues } from '../../../src/modules/loan/app/servicing/collect-dues';
import { FollowCards } from '../../../src/modules/loan/app/servicing/follow-cards';
import { FollowLoanInterest } from '../../../src/modules/loan/app/servicing/follow-loan-interest';
import { LoanMoney } from '../../../src/modules/loan/app/servicing/loan-money';
import { RunDues } from '../../../src/modules/loan/app/servicing/run-dues';
import { SendDeductions } from '../../../src/modules/loan/app/servicing/send-deductions';
import { Parties } from '../../../src/modules/party';
import { CollectionWorker, SettlementWorker } from '../../../src/modules/settlement';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { Tx } from '../../../src/platform/database/tx';
import { taiyuan } from '../../../scripts/set-up-centre';
import { CENTRE, Road, TODAY } from '../oversight/road';
import { disburse } from './disbursed-loan';

/** No bank account stands behind it: what is opened there moves no money between banks. */
const OPENING_LEAF = '21903';
/** Of 100 000.00 over 120 months at 2.60 %: each instalment. */
const INSTALMENT = 94_725n;
const BATCH_OPEN = `state <> 'done'`;

let road: Road;
let people = 0;

beforeAll(async () => {
  road = await Road.start();
  // The bank keeps these accounts' money from now on: what is paid to the one arrives there.
  await road.control('PUT', 'bank/104/openings', { account: accountFor('collection'), amount: '1000000.00' });
  await road.control('PUT', 'bank/104/openings', { account: accountFor('gains'), amount: '0.00' });
}, 120_000);
afterAll(() => road.stop(), 30_000);
afterEach(async () => {
  await road.control('PUT', 'moods/bank', { mood: 'normal' });
  expect(Object.fromEntries(await road.broken())).toEqual({});
});

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => road.opened(UnitOfWork).run(CENTRE, work);
const accountFor = (purpose: string): string =>
  taiyuan.bankAccounts.find((one) => one.bankCode === '104' && one.purpose === purpose)!.accountNo;
const mood = (named: string, calls = 1) => road.control('PUT', 'moods/bank', { mood: named, calls });

interface Borrower {
  readonly personId: string;
  readonly cardNo: string;
  readonly cardId: string;
}

/** Somebody with a card, of whom nothing else is known here. */
async function borrower(known?: { name: string; idNo: string }): Promise<Borrower> {
  people += 1;
  const { name, idNo } = known ?? {
    name: '测扣款',
    idNo: `14010519900101${String(9000 + people).slice(0, 4)}`,
  };
  const cardNo = `62199990000${String(20_000 + people)}`;
  return run(async (tx) => {
    const personId = await road.opened(Parties).ensurePerson(tx, { name, idNo });
    const card = { personId, bankCode: '104', cardNo, phone: '13900000000', evidenceId: newId() };
    return { personId, cardNo, cardId: await road.opened(Parties).bindCard(tx, card) };
  });
}

/** A loan whose first instalment is due today and is the card's. */
async function dueLoan(of: Borrower, cardId: string | null = of.cardId): Promise<string> {
  const id = newId();
  await run(async (tx) => {
    const ledger = road.opened(Ledger);
    const bank = await ledger.leafOf(tx, OPENING_LEAF);
    const wanted = {
      on: '2026-10-21',
      principal: '100000.00',
      periods: 120,
      ...(cardId !== null && { cardId }),
    };
    const { personId } = of;
    await disburse(tx, { ledger, bank }, { id, borrower: { personId, accountId: 0n }, wanted });
  });
  return id;
}

async function dues(): Promise<void> {
  while ((await run((tx) => road.opened(RunDues).batch(tx, { day: parseDay(TODAY) }))) > 0);
}
const again = (loanId: string) => run((tx) => road.opened(CollectDues).collect(tx, loanId, parseDay(TODAY)));

/** Everything wanted is ordered, and each bank asked until its batches have ended. */
async function collect(rounds = 20): Promise<void> {
  while ((await road.opened(SendDeductions).workOnce()) > 0);
  for (let round = 0; round < rounds && (await road.count('collection_batch', BATCH_OPEN)) > 0; round += 1) {
    await road.pastAllGuards(
      `UPDATE collection_batch SET due_at = now(), lease_until = NULL WHERE finished_at IS NULL`,
    );
    await road.opened(CollectionWorker).workOnce();
  }
}
const asked = (loanId: string) =>
  road.query<{ state: string; fen: bigint; paid: bigint; reason: string | null }>(
    `SELECT state, amount_fen AS fen, paid_fen AS paid, reason FROM loan_deduction WHERE loan_id = $1 ORDER BY id`,
    [loanId],
  );
const unpaid = async (loanId: string): Promise<number> =>
  (
    await road.query<{ n: number }>('SELECT unpaid_periods AS n FROM loan_account WHERE loan_id = $1', [
      loanId,
    ])
  )[0]?.n ?? -1;
const linesOf = async (loanId: string): Promise<string[]> =>
  (
    await road.query<{ line: string }>(
      `SELECT e.side || coalesce(a.code, a.subject) AS line FROM loan_transaction AS t
         JOIN entry AS e ON e.journal_id = t.journal_id JOIN ledger_account AS a ON a.id = e.account_id
        WHERE t.loan_id = $1 AND t.kind <> '01' ORDER BY e.seq`,
      [loanId],
    )
  ).map(({ line }) => line);

describe('what hedging does not cover', () => {
  it('is taken from the card in one order and booked once, on the loan account of the card’s bank (V9, BDC105)', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    expect(await asked(loanId)).toMatchObject([{ state: 'wanted', fen: INSTALMENT }]);
    await collect();
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: INSTALMENT, reason: null }]);
    expect([await unpaid(loanId), await linesOf(loanId)]).toEqual([
      0,
      ['D10103', 'C121', 'C40103', 'D21906', 'C11902'],
    ]);
    expect(await road.query('SELECT message, bus_type AS bus FROM collection_batch')).toMatchObject([
      { message: 'BDC105', bus: '05' },
    ]);
    await again(loanId);
    expect(await asked(loanId)).toHaveLength(1);
  }, 30_000);

  it('is taken in part where the card has less, told, and asked for again: the rest alone', async () => {
    const of = await borrower();
    await road.control('PUT', 'bank/104/payer-funds', { account: of.cardNo, amount: '500.00' });
    const loanId = await dueLoan(of);
    await dues();
    await collect();
    expect(await asked(loanId)).toMatchObject([{ paid: 50_000n, reason: 'PAYER_FUNDS_SHORT' }]);
    expect(await unpaid(loanId)).toBe(1);
    const [told] = await road.query<{ kind: string; body: object }>(
      `SELECT kind, body FROM event WHERE case_id = $1 ORDER BY seq DESC LIMIT 1`,
      [loanId],
    );
    expect(told).toEqual({
      kind: 'instalment-unpaid',
      body: { code: 'PAYER_FUNDS_SHORT', asked: '947.25', taken: '500.00' },
    });
    await again(loanId);
    await again(loanId);
    expect((await asked(loanId)).map(({ fen }) => fen)).toEqual([INSTALMENT, INSTALMENT - 50_000n]);
    await road.control('PUT', 'bank/104/payer-funds', { account: of.cardNo, amount: '5000.00' });
    await collect();
    expect(await unpaid(loanId)).toBe(0);
  }, 30_000);

  it('that the bank refuses moves nothing, with the bank’s own reason', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    await mood('reject-card-closed');
    await collect();
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: 0n, reason: 'CARD_CLOSED' }]);
    expect([await unpaid(loanId), await linesOf(loanId)]).toEqual([1, []]);
  }, 30_000);

  it('is booked by nobody while the bank is silent, and once when it has taken it', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    await mood('silence');
    await collect(1);
    expect(await asked(loanId)).toMatchObject([{ state: 'sent', paid: 0n }]);
    expect(await linesOf(loanId)).toEqual([]);
    // Until it has answered nothing else is asked of the card.
    await again(loanId);
    expect(await asked(loanId)).toHaveLength(1);
    // It never had the message; once that is sure, it is sent again under its number.
    await road.pastAllGuards(
      `UPDATE collection_batch SET sent_at = sent_at - interval '1 hour' WHERE ${BATCH_OPEN}`,
    );
    await collect();
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: INSTALMENT }]);
    expect([await unpaid(loanId), await road.count('receipt', `matcher = 'loan-repayment'`)]).toEqual([
      0,
      await road.count('collection', `purpose = 'loan-deduction' AND state = 'paid'`),
    ]);
  }, 30_000);

  it('of a loan whose card is known to nobody is told, and keeps no other waiting', async () => {
    const nobody = await borrower();
    const [without, withCard] = [await dueLoan(nobody, newId()), await dueLoan(await borrower())];
    await dues();
    await collect();
    expect(await asked(without)).toMatchObject([{ state: 'answered', paid: 0n, reason: 'CARD_NOT_BOUND' }]);
    expect([await unpaid(without), await unpaid(withCard)]).toEqual([1, 0]);
  }, 30_000);

  it('is fitted to what is still owed while it is not sent, and never sent when nothing is', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    const [loan] = await road.query<{ no: string }>('SELECT loan_no AS no FROM loan WHERE id = $1', [loanId]);
    await road.transfer('200.00', loan!.no);
    expect(await asked(loanId)).toMatchObject([{ state: 'wanted', fen: INSTALMENT - 20_000n }]);
    await road.transfer('747.25', loan!.no);
    await collect();
    expect(await asked(loanId)).toMatchObject([{ state: 'withdrawn' }]);
    expect(await unpaid(loanId)).toBe(0);
  }, 30_000);
});

describe('what a card gives to a loan that is settled by then', () => {
  const keptOf = async (loanId: string) =>
    (
      await road.query<{ state: string; kept: bigint }>(
        'SELECT state, prepaid_fen AS kept FROM loan_account WHERE loan_id = $1',
        [loanId],
      )
    )[0];
  const refunds = (loanId: string) =>
    road.query<{ state: string; fen: bigint; code: string | null }>(
      `SELECT state, amount_fen AS fen, reject_code AS code FROM loan_refund WHERE loan_id = $1 ORDER BY begun_at`,
      [loanId],
    );
  const income = async () =>
    (
      await road.query<{ fen: bigint }>(
        `SELECT coalesce(sum(e.amount_fen), 0)::bigint AS fen FROM entry AS e JOIN ledger_account AS a ON a.id = e.account_id
          WHERE a.subject = '401'`,
      )
    )[0]!.fen;
  const giveBack = () => road.opened(ReturnKept).workOnce();
  /** Days have passed since that person changed cards. */
  const cooled = (personId: string) =>
    road.pastAllGuards(
      `UPDATE payout_card SET bound_at = bound_at - interval '72 hours', replaced_at = replaced_at - interval '72 hours'
        WHERE person_id = '${personId}'`,
    );

  /** The bank is silent about the instalment; meanwhile somebody pays all of the debt; then the bank takes the instalment. */
  async function answeredLate(of: Borrower, cardId = of.cardId): Promise<string> {
    const loanId = await dueLoan(of, cardId);
    await dues();
    await mood('silence');
    await collect(1);
    const [loan] = await road.query<{ no: string }>('SELECT loan_no AS no FROM loan WHERE id = $1', [loanId]);
    const ready = await run((tx) => road.opened(LoanMoney).ready(tx, loanId, TODAY));
    await road.transfer(yuan(ready!.toPay), loan!.no);
    expect(await keptOf(loanId)).toEqual({ state: 'settled', kept: 0n });
    const before = await income();
    await road.pastAllGuards(
      `UPDATE collection_batch SET sent_at = sent_at - interval '1 hour' WHERE ${BATCH_OPEN}`,
    );
    await collect();
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: INSTALMENT }]);
    expect([await keptOf(loanId), await income()]).toEqual([{ state: 'settled', kept: INSTALMENT }, before]);
    return loanId;
  }

  it('is nobody’s income: it is kept, and goes back to that card, once', async () => {
    const of = await borrower();
    const loanId = await answeredLate(of);
    expect(await refunds(loanId)).toEqual([{ state: 'due', fen: INSTALMENT, code: null }]);
    expect([await giveBack(), await giveBack()]).toEqual([1, 0]);
    await road.until(async () => (await refunds(loanId))[0]?.state === 'paid');
    expect(await keptOf(loanId)).toEqual({ state: 'settled', kept: 0n });
    const { lines } = (await road.control('GET', 'bank/104/books', undefined)) as {
      lines: { kind: string; payeeAccount: string; amount: string }[];
    };
    const paid = lines.filter(({ kind, payeeAccount }) => kind === 'payment' && payeeAccount === of.cardNo);
    expect(paid.map(({ amount }) => amount)).toEqual(['947.25']);
  }, 30_000);

  it('stays kept where the card does not take it, is told, and goes to the one that is bound next', async () => {
    const of = await borrower();
    const loanId = await answeredLate(of);
    await mood('reject-card-closed');
    await giveBack();
    await road.until(async () => (await refunds(loanId))[0]?.state === 'rejected');
    expect([await refunds(loanId), await keptOf(loanId)]).toEqual([
      [{ state: 'rejected', fen: INSTALMENT, code: 'CARD_CLOSED' }],
      { state: 'settled', kept: INSTALMENT },
    ]);
    expect(await road.count('loan_incident', `loan_id = '${loanId}' AND code = 'KEPT_NOT_RETURNED'`)).toBe(1);
    await mood('normal');
    const night = () => run((tx) => road.opened(ReturnKept).batch(tx));
    expect([await night(), await giveBack()]).toEqual([0, 0]);
    const card = { personId: of.personId, bankCode: '104', cardNo: '6219999000039009', phone: '13900000001' };
    await run((tx) => road.opened(Parties).bindCard(tx, { ...card, evidenceId: newId() }));
    // Whoever got hold of a login could have bound it: it waits as long as for any payment.
    expect(await night()).toBe(0);
    await cooled(of.personId);
    expect([await night(), await night(), await giveBack()]).toEqual([1, 0, 1]);
    await road.until(async () => (await refunds(loanId))[1]?.state === 'paid');
    expect(await keptOf(loanId)).toEqual({ state: 'settled', kept: 0n });
  }, 30_000);

  it('of another than the borrower stays that person’s: no card of the borrower gets it', async () => {
    const of = await borrower();
    const other = await borrower();
    const loanId = await answeredLate(of, other.cardId);
    await mood('reject-card-closed');
    await giveBack();
    await road.until(async () => (await refunds(loanId))[0]?.state === 'rejected');
    await mood('normal');
    const night = () => run((tx) => road.opened(ReturnKept).batch(tx));
    expect(await night()).toBe(0);
    const card = {
      personId: other.personId,
      bankCode: '104',
      cardNo: '6219999000039010',
      phone: '13900000001',
    };
    const next = await run((tx) => road.opened(Parties).bindCard(tx, { ...card, evidenceId: newId() }));
    await cooled(other.personId);
    expect([await night(), await giveBack()]).toEqual([1, 1]);
    await road.until(async () => (await refunds(loanId))[1]?.state === 'paid');
    expect(
      await road.query(`SELECT card_id AS card FROM loan_refund WHERE loan_id = $1 AND state = 'paid'`, [
        loanId,
      ]),
    ).toEqual([{ card: next }]);
  }, 30_000);

  it('is kept again when the bank gives the payment back (退票)', async () => {
    const loanId = await answeredLate(await borrower());
    await giveBack();
    await road.until(async () => (await refunds(loanId))[0]?.state === 'paid');
    const [own] = await road.query<{ reference: string; bank: string }>(
      `SELECT i.reference, a.bank_code AS bank FROM instruction AS i JOIN bank_account AS a ON a.id = i.bank_account_id
        WHERE i.purpose = 'loan-refund' AND i.source_id = (SELECT id FROM loan_refund WHERE loan_id = $1)`,
      [loanId],
    );
    const { reference, bank } = own!;
    await road.control('POST', `bank/${bank}/returns`, { reference, reason: '户名不符' });
    await road.until(async () => (await refunds(loanId))[0]?.state === 'returned');
    expect(await keptOf(loanId)).toEqual({ state: 'settled', kept: INSTALMENT });
  }, 30_000);
});

describe('a batch of which the bank says nothing for a day', () => {
  const signedIn = (role: 'clerk' | 'manager') =>
    road.signedIn(road.person(role === 'clerk' ? 'buyer' : 'retiree'), role);
  const silentNow = async () => {
    const { body } = await (await signedIn('clerk')).get('/v1/desk/queue?limit=100');
    return (body.entries as { kind: string; orderId: string }[]).filter(({ kind }) =>
      kind.startsWith('silent-'),
    );
  };
  const aDayLater = () =>
    road.pastAllGuards(
      `UPDATE collection_batch SET sent_at = sent_at - interval '25 hours' WHERE ${BATCH_OPEN}`,
      `UPDATE collection SET sent_at = sent_at - interval '25 hours' WHERE state NOT IN ('paid', 'rejected')`,
    );
  const callback = (url: string) =>
    road.control('PUT', 'bank/104/callback', { url, customer: String(CENTRE) });
  afterEach(() => callback(`${road.url}/v1/bank/104/notices`));

  /** The only order of the silent batch, its number, and what puts the bank's word of it down. */
  async function silentOrder(loanId: string) {
    const [order] = await road.query<{ id: string; reference: string; batchId: string }>(
      `SELECT c.id, c.reference, c.batch_id AS "batchId" FROM collection AS c JOIN loan_deduction AS d ON d.id = c.source_id
        WHERE d.loan_id = $1 AND d.state = 'sent'`,
      [loanId],
    );
    const clerk = await signedIn('clerk');
    const propose = (word: object) =>
      clerk.post('/v1/desk/order-rulings', {
        ...{ what: 'collection', orderId: order!.id, evidenceNo: '中银晋函〔2026〕88号' },
        ...word,
      });
    const decide = async (id: string, agreed = true) =>
      (await signedIn('manager')).post(`/v1/desk/order-rulings/${id}/decision`, { agreed });
    return { ...order!, propose, decide, clerk };
  }

  it('is shown at the desk; what the bank declares refused is ended by two people, and the card asked anew', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    await mood('silence');
    await collect(1);
    const order = await silentOrder(loanId);
    const refused = { bankResult: 'rejected', rejectCode: 'NOT_CARRIED_OUT' };
    // So soon the bank is asked on, and nobody rules.
    expect([await silentNow(), (await order.propose(refused)).body.code]).toEqual([[], 'ORDER_NOT_STUCK']);
    await aDayLater();
    expect(await silentNow()).toMatchObject([{ kind: 'silent-collection-batch', orderId: order.batchId }]);
    const { body: open } = await order.clerk.get(`/v1/desk/order-batches/${order.batchId}/orders`);
    expect(open.orders).toMatchObject([{ id: order.id, amount: '947.25', state: 'sending' }]);
    const proposed = await order.propose(refused);
    expect([proposed.status, proposed.body.state]).toEqual([201, 'proposed']);
    expect((await order.propose(refused)).body.code).toBe('RULING_PROPOSED');
    const { id } = proposed.body as { id: string };
    const own = await (
      await road.signedIn(road.person('buyer'), 'manager')
    ).post(`/v1/desk/order-rulings/${id}/decision`, { agreed: true });
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON_WANTED']);
    expect((await order.decide(id)).body).toMatchObject({ state: 'applied', outcome: 'rejected' });
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: 0n, reason: 'NOT_CARRIED_OUT' }]);
    expect([await silentNow(), await road.count('collection_batch', BATCH_OPEN)]).toEqual([[], 0]);
    await mood('normal');
    await again(loanId);
    await collect();
    expect((await asked(loanId)).map(({ paid }) => paid)).toEqual([0n, INSTALMENT]);
    expect(await unpaid(loanId)).toBe(0);
  }, 30_000);

  it('is ruled on by nobody whose card is asked, or who stands in the loan: of the order and of the whole batch', async () => {
    const [borrows, pays] = [road.person('renter'), road.person('divorced')];
    const { personId } = await borrower(borrows);
    const loanId = await dueLoan({ ...(await borrower(pays)), personId });
    const other = await dueLoan(await borrower());
    await dues();
    await mood('silence');
    await collect(1);
    const order = await silentOrder(loanId);
    await aDayLater();
    const refused = { bankResult: 'rejected', rejectCode: 'NOT_CARRIED_OUT' };
    const near = async (who: typeof pays, what: 'collection' | 'collection-batch') => {
      const orderId = what === 'collection' ? order.id : order.batchId;
      const word = { what, orderId, evidenceNo: '中银晋函〔2026〕88号', ...refused };
      const said = await (await road.signedIn(who, 'clerk')).post('/v1/desk/order-rulings', word);
      return [said.status, said.body.code];
    };
    for (const what of ['collection', 'collection-batch'] as const)
      for (const who of [borrows, pays]) expect(await near(who, what)).toEqual([403, 'OWN_CASE']);
    const { body } = await order.propose({ ...refused, what: 'collection-batch', orderId: order.batchId });
    const own = await (
      await road.signedIn(pays, 'manager')
    ).post(`/v1/desk/order-rulings/${body.id as string}/decision`, { agreed: true });
    expect([own.status, own.body.code]).toEqual([403, 'OWN_CASE']);
    expect((await order.decide(body.id as string)).body).toMatchObject({ state: 'applied' });
    expect([await asked(loanId), await asked(other)]).toMatchObject([
      [{ state: 'answered', paid: 0n }],
      [{ state: 'answered', paid: 0n }],
    ]);
  }, 30_000);

  it('is booked by the line that the bank proves, once, whatever it says afterwards', async () => {
    const loanId = await dueLoan(await borrower());
    await dues();
    await callback('http://127.0.0.1:9/');
    await mood('timeout-after-paying');
    await collect(1);
    const order = await silentOrder(loanId);
    type BookLine = { kind: string; reference: string; serial: string };
    let line: BookLine | undefined;
    await road.until(async () => {
      const { lines } = (await road.control('GET', 'bank/104/books', undefined)) as { lines: BookLine[] };
      line = lines.find(({ kind, reference }) => kind === 'collection' && reference === order.reference);
      return line !== undefined;
    });
    await aDayLater();
    const paid = { bankResult: 'paid', bankSerial: line!.serial, valueDate: TODAY };
    const tooMuch = await order.propose({ ...paid, amount: '947.26' });
    const contradicts = await order.decide(tooMuch.body.id as string);
    expect([contradicts.status, contradicts.body.code]).toEqual([409, 'ORDER_CONTRADICTS']);
    await order.decide(tooMuch.body.id as string, false);
    const proposed = await order.propose({ ...paid, amount: '947.25' });
    expect((await order.decide(proposed.body.id as string)).body).toMatchObject({ state: 'applied' });
    expect(await asked(loanId)).toMatchObject([{ state: 'answered', paid: INSTALMENT }]);
    await callback(`${road.url}/v1/bank/104/notices`);
    await again(loanId);
    await collect();
    expect([await unpaid(loanId), (await asked(loanId)).length]).toEqual([0, 1]);
    expect(await road.count('receipt', `bank_serial = '${line!.serial}'`)).toBe(1);
  }, 30_000);
});

describe('the card of a loan', () => {
  const cardOf = async (loanId: string): Promise<string | null> =>
    (
      await road.query<{ card: string | null }>(
        'SELECT card_id AS card FROM loan_account WHERE loan_id = $1',
        [loanId],
      )
    )[0]?.card ?? null;
  const night = () => run((tx) => road.opened(FollowCards).batch(tx));

  it('is the borrower’s, and follows its holder to another one', async () => {
    const of = await borrower();
    const loanId = await dueLoan(of, null);
    expect(await cardOf(loanId)).toBeNull();
    await night();
    expect([await cardOf(loanId), await night()]).toEqual([of.cardId, 0]);
    const other = {
      personId: of.personId,
      bankCode: '104',
      cardNo: '6219999000030001',
      phone: '13900000001',
    };
    const next = await run((tx) => road.opened(Parties).bindCard(tx, { ...other, evidenceId: newId() }));
    await night();
    expect(await cardOf(loanId)).toBe(next);
    await dues();
    await collect();
    expect(await unpaid(loanId)).toBe(0);
  }, 30_000);

  it('that a former system named stays the loan’s, whatever its holder binds to be paid to', async () => {
    const of = await borrower();
    const loanId = await dueLoan(of);
    await road.pastAllGuards(
      `UPDATE payout_card SET evidence_id = 'takeover', replaced_at = bound_at WHERE id = '${of.cardId}'`,
    );
    const other = {
      personId: of.personId,
      bankCode: '104',
      cardNo: '6219999000030002',
      phone: '13900000001',
    };
    await run((tx) => road.opened(Parties).bindCard(tx, { ...other, evidenceId: newId() }));
    expect([await night(), await cardOf(loanId)]).toEqual([0, of.cardId]);
    await dues();
    await collect();
    expect(await unpaid(loanId)).toBe(0);
  }, 30_000);
});

describe('interest that loans have paid', () => {
  it('is followed by its cash to the gains account, once, and nothing is due afterwards (BDC109)', async () => {
    await road.transfer('500000.00', '无人认领');
    const begin = () => {
      const id = newId();
      return run((tx) => road.opened(FollowLoanInterest).batch(tx, { id, day: parseDay(TODAY) }));
    };
    expect([await begin(), await begin()]).toEqual([1, 0]);
    const [due] = await road.query<{ fen: bigint; state: string }>(
      `SELECT amount_fen AS fen, state FROM own_transfer WHERE reason = 'loan-interest'`,
    );
    const [income] = await road.query<{ fen: bigint }>(
      `SELECT sum(interest_fen + penalty_fen)::bigint AS fen FROM loan_transaction`,
    );
    expect(due).toEqual({ fen: income!.fen, state: 'open' });
    await road.opened(SettlementWorker).workOnce();
    await road.until(async () => (await road.count('own_transfer', `state = 'arrived'`)) === 1);
    const [left] = await road.query<{ fen: bigint }>(
      `SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
         FROM entry AS e JOIN ledger_account AS a ON a.id = e.account_id WHERE a.code IN ('11902', '21906')`,
    );
    expect([left?.fen, await begin()]).toEqual([0n, 0]);
  }, 30_000);
});

import { randomUUID } from 'node:crypto';
import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import type { CaseContext } from '../../../src/modules/casework';
import { FundGate } from '../../../src/modules/loan/app/fund/fund-gate';
import { fundInvariants } from '../../../src/modules/loan/app/fund/fund-invariants';
import { fundLendingFact } from '../../../src/modules/loan/app/fund/fund-lending.fact';
import { QueuePage } from '../../../src/modules/loan/app/fund/queue-page';
import { WatchFund } from '../../../src/modules/loan/app/fund/watch-fund';
import { endMeasure, insertMeasure } from '../../../src/modules/loan/store/fund/fund-measure-store';
import { selectFundDays } from '../../../src/modules/loan/store/fund/fund-day-store';
import {
  openDisbursement,
  selectDisbursement,
  storeDisbursement,
} from '../../../src/modules/loan/store/loan-disbursement-store';
import { CENTRE } from '../platform/database-under-test';
import { LoansUnderTest } from './loans-under-test';

/** A fund of 1000000.00, of which 950000.00 may be lent. */
describe('the safety of the fund', () => {
  let world: LoansUnderTest;
  let gate: FundGate;
  let watch: WatchFund;
  let page: QueuePage;

  beforeEach(async () => {
    world = await LoansUnderTest.start();
    gate = new FundGate(world.file, world.clock);
    watch = new WatchFund(world.file, world.clock);
    page = new QueuePage(world.clock);
    world.clock.set('2026-07-10');
    await world.member('1000000.00');
  });
  afterEach(async () => {
    for (const { id, sql } of fundInvariants)
      expect([id, await world.db.work.snapshot(CENTRE, (tx) => tx.query(sql!))]).toEqual([id, []]);
    await world.stop();
  });

  /** A loan whose mortgage was registered a moment ago: its money is due. */
  async function registered(amount: string): Promise<string> {
    const id = randomUUID();
    await world.run(async (tx) => {
      await tx.execute(
        `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method,
           due_mode, home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
         VALUES ($1, $2::uuid, 'DK20260101' || lpad(nextval('loan_no')::text, 8, '0'), 'new-home', 'mortgage-registered',
           gen_random_uuid(), $2::uuid::text, $3, $3, 360, '01', 'same-day', 'first', '{}', repeat('0', 64), '', '2026-07-10', '2026-07-10', now())`,
        [CENTRE, id, parseYuan(amount)],
      );
      await tx.execute(
        `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, requested_at)
         SELECT centre_id, id, id, 'pre-notice', loan_no || 'M1', 'registered', now() FROM loan WHERE id = $1`,
        [id],
      );
      await openDisbursement(tx, { id: newId(), loanId: id, mortgageId: id });
    });
    return id;
  }

  /** Asks whether its money may leave, as whoever pays it does; and sends it. */
  const ask = (id: string): Promise<boolean> =>
    world.run(async (tx) => {
      const loan = await world.file.lock(tx, id);
      const due = await selectDisbursement(tx, id);
      if (!loan || due?.state !== 'due') throw new Error('it is due');
      if (due.admittedOn === null && !(await gate.admit(tx, loan, due))) return false;
      await storeDisbursement(tx, id, { state: 'sent', instructionId: newId() });
      return true;
    });
  const night = async (day: string): Promise<number> => {
    world.clock.set(day);
    let released = 0;
    for (let more = 1; more > 0; released += more)
      more = await world.run((tx) => watch.batch(tx, { day: parseDay(day) }));
    return released;
  };
  const queueing = (kind: 'queue' | 'coefficient' = 'queue'): Promise<string> =>
    world.run(async (tx) => {
      const measure = { id: newId(), kind, fromDay: '2026-07-10', documentNo: '9号', setBy: 'manager' };
      return (await insertMeasure(tx, { ...measure, at: world.clock.now() }))!.id;
    });
  const stateOf = async (id: string) => (await world.run((tx) => selectDisbursement(tx, id)))!.state;
  const shown = (id: string) =>
    world.run(async (tx) => page.read(tx, (await world.file.find(tx, id))!)) as Promise<{
      position: number;
      ahead: string;
      turnOn: string | null;
    } | null>;

  it('is measured once a day: deposits, loans, what is overdue and under way, and what may still be lent', async () => {
    await world.loan({ principal: '100000.00' });
    await ask(await registered('50000.00'));
    await night('2026-07-10');
    await world.member('500.00');
    await night('2026-07-10');
    const [day, ...others] = await world.run((tx) => selectFundDays(tx, '2026-07-10', 5));
    expect(day).toMatchObject({
      day: '2026-07-10',
      deposits: parseYuan('1000000.00'),
      loans: parseYuan('100000.00'),
      overdue: 0n,
      underWay: parseYuan('50000.00'),
      room: parseYuan('800000.00'),
      admitted: 0n,
    });
    expect(others).toEqual([]);
  });

  it('counts no principal that was written off, and as overdue nothing of a loan that is bad', async () => {
    const [late, bad] = [
      await world.loan({ principal: '100000.00' }),
      await world.loan({ principal: '60000.00' }),
    ];
    await world.run(async (tx) => {
      await tx.execute(
        'UPDATE loan_account SET overdue_periods = 3 WHERE centre_id = $1 AND loan_id = ANY ($2::uuid[])',
        [CENTRE, [late, bad]],
      );
      await tx.execute(
        `UPDATE loan_account SET state = 'bad', written_off_fen = principal_fen WHERE centre_id = $1 AND loan_id = $2`,
        [CENTRE, bad],
      );
    });
    await night('2026-07-10');
    const [day] = await world.run((tx) => selectFundDays(tx, '2026-07-10', 1));
    const lent = parseYuan('100000.00');
    expect(day).toMatchObject({ loans: lent, overdue: lent, room: parseYuan('850000.00') });
  });

  it('lets every payment leave while loans do not queue, whatever was measured', async () => {
    await night('2026-07-10');
    const id = await registered('2000000.00');
    expect(await ask(id)).toBe(true);
    expect(await shown(id)).toBeNull();
  });

  it('lets payments leave while the room reaches, to the fen, then in their order; a small one overtakes nobody', async () => {
    await queueing();
    await night('2026-07-10');
    const [first, large, small] = [
      await registered('949999.00'),
      await registered('1.01'),
      await registered('0.50'),
    ];
    expect([await ask(first), await ask(large), await ask(small)]).toEqual([true, false, false]);
    expect(await shown(large)).toMatchObject({ position: 1, ahead: '0.00' });
    expect(await shown(small)).toMatchObject({ position: 2, ahead: '1.01' });
    expect(await world.told(small)).toEqual(['money-queued']);
    await world.member('10.00');
    expect(await night('2026-07-11')).toBe(2);
    expect([await stateOf(large), await stateOf(small)]).toEqual(['due', 'due']);
    expect([await ask(large), await ask(small)]).toEqual([true, true]);
    expect(await world.told(large)).toEqual(['money-queued', 'money-turn']);
  });

  it('lets the first of the queue go as far as the room of the night reaches, and nobody past them', async () => {
    await queueing();
    await night('2026-07-10');
    const ids: string[] = [];
    for (const amount of ['950000.00', '100.00', '200.00', '150.00']) ids.push(await registered(amount));
    for (const id of ids) await ask(id);
    const [, one, two, three] = ids;
    await world.member('200.00');
    expect(await night('2026-07-11')).toBe(1);
    expect([await stateOf(one!), await stateOf(two!), await stateOf(three!)]).toEqual([
      'due',
      'queued',
      'queued',
    ]);
    expect(await night('2026-07-11')).toBe(0);
    expect(await shown(two!)).toMatchObject({ position: 1, turnOn: '2026-07-12' });
    expect(await shown(three!)).toMatchObject({ position: 2, ahead: '200.00', turnOn: '2026-07-13' });
  });

  it('lets no two through on the same room, however many ask at once', async () => {
    await queueing();
    await night('2026-07-10');
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) ids.push(await registered('200000.00'));
    const answers = await Promise.all(ids.map(ask));
    expect(answers.filter((passed) => passed)).toHaveLength(4);
    const places = await Promise.all(ids.map(async (id) => (await shown(id))?.position ?? 0));
    expect(places.sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('lets everybody go the night after the measure has ended, and whoever came to nothing keeps nobody waiting', async () => {
    const measure = await queueing();
    await night('2026-07-10');
    const [gone, next] = [await registered('960000.00'), await registered('10.00')];
    expect([await ask(gone), await ask(next)]).toEqual([false, false]);
    await world.run(async (tx) => {
      const loan = await world.file.lock(tx, gone);
      await world.file.step(tx, loan!, 'cancel', { kind: 'cancelled', body: { reason: 'borrower' } });
      await storeDisbursement(tx, gone, { state: 'withdrawn' });
    });
    expect(await shown(next)).toMatchObject({ position: 1, ahead: '0.00' });
    await world.run((tx) => endMeasure(tx, { id: measure, untilDay: '2026-07-10', endedBy: 'manager' }));
    expect(await night('2026-07-11')).toBe(1);
    expect([await stateOf(gone), await stateOf(next)]).toEqual(['withdrawn', 'due']);
    expect(await ask(next)).toBe(true);
  });

  it('has nobody pass on a day that was never measured', async () => {
    await queueing();
    const id = await registered('1.00');
    expect(await ask(id)).toBe(false);
    expect(await night('2026-07-11')).toBe(1);
  });

  it('measures no day that is over, and has nobody pass on it, when its run succeeds later', async () => {
    await queueing();
    await night('2026-07-09');
    world.clock.set('2026-07-10');
    const ids = [await registered('950000.00'), await registered('10.00'), await registered('20.00')];
    expect([await ask(ids[0]!), await ask(ids[1]!), await ask(ids[2]!)]).toEqual([true, false, false]);
    await world.member('20.00');
    expect(await night('2026-07-11')).toBe(1);
    await world.member('1000.00');
    const passed = { day: parseDay('2026-07-10') };
    expect(await world.run((tx) => watch.batch(tx, passed))).toBe(0);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['sent', 'due', 'queued']);
    const days = await world.run((tx) => selectFundDays(tx, '2026-07-11', 5));
    expect(days.map(({ day }) => day)).toEqual(['2026-07-11', '2026-07-09']);
  });

  it('tells a decision how much is lent once the measure is in force, and nothing where that is not known', async () => {
    const fact = fundLendingFact(world.clock);
    if (fact.kind !== 'internal') throw new Error('it asks our own books');
    const told = () => world.run((tx) => fact.provide(tx, {} as CaseContext, new Map()));
    expect(await told()).toMatchObject({ state: 'known', value: { inForce: false } });
    await queueing('coefficient');
    expect(await told()).toMatchObject({ state: 'unknown', reason: 'stale' });
    await world.loan({ principal: '900000.00' });
    await night('2026-07-10');
    expect(await told()).toMatchObject({
      state: 'known',
      value: {
        inForce: true,
        documentNo: '9号',
        measuredOn: '2026-07-10',
        ratio: '0.9000',
        loans: '900000.00',
      },
    });
    world.clock.set('2026-07-12');
    expect(await told()).toMatchObject({ state: 'known' });
    world.clock.set('2026-07-13');
    expect(await told()).toMatchObject({ state: 'unknown', reason: 'stale' });
  });
});

import { randomUUID } from 'node:crypto';
import { fen } from '../../../src/kernel/money';
import { selectLoansOf } from '../../../src/modules/loan/store/loan-party-store';
import { CENTRE, ContributionUnderTest } from '../contribution/contribution-under-test';

const HOME = '140105001001GB00001F00010001';
const OTHER_HOME = '140105001001GB00001F00010002';

let room: ContributionUnderTest;
beforeAll(async () => {
  room = await ContributionUnderTest.start();
}, 60_000);
afterAll(() => room.stop());

/** A loan with its parties; settled on a day or running. */
async function loan(of: {
  id?: string;
  home: string | null;
  granted: bigint | null;
  settledOn?: string;
  parties: readonly (readonly [personId: string, role: 'borrower' | 'co-borrower' | 'guarantor'])[];
}): Promise<void> {
  const { id = randomUUID() } = of;
  await room.run(async (tx) => {
    for (const [personId, role] of of.parties)
      await tx.execute(
        `INSERT INTO loan_party (centre_id, loan_id, person_id, role, unit_key, granted_fen, settled_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [CENTRE, id, personId, role, of.home, of.granted, of.settledOn ?? null],
      );
  });
}

const loansOf = (people: readonly string[], home: string | null = null) =>
  room.run((tx) => selectLoansOf(tx, people, home));

describe('the loans a purchase asks about', () => {
  const [buyer, spouse, otherBuyer, guarantor] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  beforeAll(async () => {
    await loan({
      home: HOME,
      granted: 30_000_000n,
      parties: [
        [otherBuyer, 'borrower'],
        [guarantor, 'guarantor'],
      ],
    });
    await loan({
      home: HOME,
      granted: 10_000_000n,
      settledOn: '2025-05-01',
      parties: [[spouse, 'borrower']],
    });
    await loan({
      home: OTHER_HOME,
      granted: null,
      parties: [
        [buyer, 'borrower'],
        [spouse, 'co-borrower'],
      ],
    });
  });

  const onHome = { unitKey: HOME, grantedFen: fen(30_000_000n), settled: false, paidOut: true };
  const settledOnHome = { unitKey: HOME, grantedFen: fen(10_000_000n), settled: true, paidOut: true };
  const onOther = { unitKey: OTHER_HOME, grantedFen: null, settled: false, paidOut: true };
  const sorted = (loans: readonly object[]) =>
    loans.map((one) => one).sort((a, b) => inspect(a) - inspect(b));
  const inspect = (one: object) => Number((one as { grantedFen: bigint | null }).grantedFen ?? 0n);

  it('are those of the couple, each once, and those any other buyer has on the same home', async () => {
    expect(sorted(await loansOf([buyer, spouse], HOME))).toEqual([onOther, settledOnHome, onHome]);
  });

  it('are the couple’s own where no home is asked about', async () => {
    expect(sorted(await loansOf([buyer, spouse]))).toEqual([onOther, settledOnHome]);
    expect(await loansOf([buyer], null)).toEqual([onOther]);
  });

  it('say which were paid out: a commitment that may be given up was no use of the fund', async () => {
    const borrower = randomUUID();
    const id = randomUUID();
    await loan({ home: HOME, granted: 1n, settledOn: '2025-05-01', parties: [[borrower, 'borrower']] });
    await loan({ id, home: OTHER_HOME, granted: 2n, parties: [[borrower, 'borrower']] });
    const paidOut = async () =>
      sorted(await loansOf([borrower])).map((one) => (one as { paidOut: boolean }).paidOut);
    const inState = (state: string) =>
      room.asSuperuser(
        `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months,
           method, due_mode, home_order, terms, terms_hash, details_sealed, law_day, decided_on, commitment_until, state_since)
         VALUES (${CENTRE}, '${id}', 'DK2026010100000077', 'new-home', '${state}', '${borrower}', 'unit', 2, 2, 360, '01',
           'same-day', 'first', '{}', repeat('0', 64), '', '2026-11-21', '2026-11-21', '2027-01-20', clock_timestamp())
         ON CONFLICT (centre_id, id) DO UPDATE SET state = excluded.state`,
      );
    for (const state of ['committed', 'signed', 'mortgage-registered', 'disbursing']) {
      await inState(state);
      expect([state, await paidOut()]).toEqual([state, [true, false]]);
    }
    await inState('active');
    expect(await paidOut()).toEqual([true, true]);
  });

  it('are not those somebody merely guarantees', async () => {
    expect(await loansOf([guarantor])).toEqual([]);
  });

  it('are found by index among many, by person and by home', async () => {
    await room.asSuperuser(
      `INSERT INTO loan_party (centre_id, loan_id, person_id, role, unit_key)
       SELECT ${CENTRE}, gen_random_uuid(), gen_random_uuid(), 'borrower', 'home ' || n FROM generate_series(1, 20000) AS n`,
    );
    await room.asSuperuser('ANALYZE loan_party');
    const scans = await room.run(async (tx) => {
      await selectLoansOf(tx, [buyer, spouse], HOME);
      const [row] = await tx.query<{ scans: bigint }>(
        `SELECT seq_scan AS scans FROM pg_stat_xact_user_tables WHERE relname = 'loan_party'`,
      );
      return Number(row!.scans);
    });
    expect(scans).toBe(0);
  });
});

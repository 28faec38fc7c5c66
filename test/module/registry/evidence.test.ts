import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { Evidence, REGISTRY_CODES } from '../../../src/modules/registry';
import { appDataSourceOptions } from '../../../src/platform/database/data-source-options';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { ask, openOutsideWorld, sealer, type OutsideWorld } from '../../domain/registry-http/outside-world';
import { QUESTIONS } from '../../domain/registry-http/questions';
import { createTestDatabase, type TestDatabase } from '../../support';

const CENTRE = 1;

interface Row {
  readonly id: string;
  readonly case_id: string | null;
  readonly registry: string;
  readonly outcome: string;
  readonly status: number | null;
  readonly detail: string | null;
  readonly receipt_no: string | null;
  readonly sealed_request: Buffer;
  readonly sealed_response: Buffer | null;
  readonly response_sha256: string | null;
}

describe('the book of registry exchanges', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let work: UnitOfWork;
  let world: OutsideWorld;
  const evidence = new Evidence();

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(appDataSourceOptions(database.appUrl, 4)).initialize();
    work = new UnitOfWork(dataSource);
    world = await openOutsideWorld({ deadlineMs: 1_500 });
  });
  afterAll(async () => {
    await world.close();
    await dataSource.destroy();
    await database.drop();
  });
  afterEach(() => world.simulation.moods.reset());

  const rowsOf = (caseId: string): Promise<Row[]> =>
    work.read(CENTRE, (tx) =>
      tx.query<Row>('SELECT * FROM registry_exchange WHERE case_id = $1 ORDER BY id', [caseId]),
    );

  it('keeps answers, silence and the hash of what could not be read of a case together', async () => {
    const renter = world.simulation.world.inRole('renter');
    const known = await world.civil.marriage(ask, renter);
    world.simulation.moods.set('civ', { mood: 'silence', calls: 1 });
    const silent = await world.civil.marriage(ask, renter);
    world.simulation.moods.set('rea', { mood: 'garbage', calls: 1 });
    const garbage = await world.estate.homes(ask, [renter], '1401');
    const exchanges = [known, silent, garbage].flatMap(({ exchange }) =>
      exchange === null ? [] : [exchange],
    );
    const caseId = newId();
    await work.run(CENTRE, (tx) => evidence.store(tx, caseId, exchanges));

    const rows = await rowsOf(caseId);
    expect(rows.map((row) => [row.registry, row.outcome])).toEqual([
      ['CIV', 'known'],
      ['CIV', 'silent'],
      ['REA', 'garbage'],
    ]);
    expect(rows[0]?.receipt_no).toMatch(/^MZ20261121H\d+$/);
    expect(rows[1]).toMatchObject({ sealed_response: null, response_sha256: null, receipt_no: null });
    expect(rows[2]).toMatchObject({ sealed_response: null, status: 200, detail: expect.any(String) });
    expect(rows[2]?.response_sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const row of rows) {
      expect(sealer.open(row.sealed_request)).toContain(renter.idNo);
      if (row.sealed_response === null) continue;
      const bytes = Buffer.from(sealer.open(row.sealed_response), 'base64');
      expect(row.response_sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('takes in the answers of every registry', async () => {
    const answers = await Promise.all(Object.values(QUESTIONS).map(([, put]) => put(world, ask)));
    const exchanges = answers.flatMap(({ exchange }) => (exchange === null ? [] : [exchange]));
    const caseId = newId();
    await work.run(CENTRE, (tx) => evidence.store(tx, caseId, exchanges));
    const rows = await rowsOf(caseId);
    expect(rows.map(({ outcome }) => outcome)).toEqual(Object.keys(QUESTIONS).map(() => 'known'));
    const asked = REGISTRY_CODES;
    expect([...new Set(rows.map(({ registry }) => registry))].sort()).toEqual([...asked].sort());
  });

  it('holds no name and no id number outside the sealed columns', async () => {
    const renter = world.simulation.world.inRole('renter');
    const { exchange } = await world.police.people(ask, [renter]);
    const caseId = newId();
    await work.run(CENTRE, (tx) => evidence.store(tx, caseId, exchange === null ? [] : [exchange]));
    const rows = await work.read(CENTRE, (tx) =>
      tx.query<{ line: string }>('SELECT e::text AS line FROM registry_exchange e WHERE case_id = $1', [
        caseId,
      ]),
    );
    expect(rows).toHaveLength(1);
    for (const secret of [renter.name, renter.idNo]) {
      expect(rows[0]?.line).not.toContain(secret);
      expect(rows[0]?.line).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('belongs to a pre-check as well, which has no case', async () => {
    const { exchange } = await world.civil.marriage(ask, world.simulation.world.inRole('renter'));
    if (exchange === null) throw new Error('a call leaves evidence');
    await work.run(CENTRE, (tx) => evidence.store(tx, null, [exchange]));
    const rows = await work.read(CENTRE, (tx) =>
      tx.query<Row>('SELECT * FROM registry_exchange WHERE id = $1', [exchange.id]),
    );
    expect(rows).toMatchObject([{ case_id: null, outcome: 'known' }]);
  });

  it('stores nothing for a case that asked nobody', async () => {
    const caseId = newId();
    await work.run(CENTRE, (tx) => evidence.store(tx, caseId, []));
    expect(await rowsOf(caseId)).toEqual([]);
  });

  it.each([
    'UPDATE registry_exchange SET basis = basis',
    'DELETE FROM registry_exchange',
    'TRUNCATE registry_exchange',
  ])('refuses the service: %s', async (sql) => {
    await expect(work.run(CENTRE, (tx) => tx.execute(sql))).rejects.toThrow(/permission denied/);
  });

  it('is not seen by another centre', async () => {
    const { exchange } = await world.civil.marriage(ask, world.simulation.world.inRole('renter'));
    if (exchange === null) throw new Error('a call leaves evidence');
    await work.run(CENTRE, (tx) => evidence.store(tx, null, [exchange]));
    const rows = await work.read(CENTRE + 1, (tx) =>
      tx.query('SELECT id FROM registry_exchange WHERE id = $1', [exchange.id]),
    );
    expect(rows).toEqual([]);
  });
});

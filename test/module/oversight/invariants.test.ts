import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { builtProgram } from '../../../scripts/processes';
import { isNamed } from '../../../src/modules/contribution/domain/statement/movement';
import { Proof } from '../../../src/modules/oversight';
import { InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { atTheDesk } from './at-the-desk';
import { membersOf } from './members';
import { plantedBreaches } from './planted-breaches';
import { CENTRE, Road } from './road';
import { travel } from './travel';

let road: Road;

beforeAll(async () => {
  road = await Road.start();
  await travel(road);
  await atTheDesk(road);
  await membersOf(road);
}, 60_000);
afterAll(() => road.stop());

const brokenNow = async () => [...(await road.broken()).keys()];
const allIds = () =>
  road.app
    .get(InvariantRegistry, { strict: false })
    .list()
    .map(({ id }) => id);

describe('the proof', () => {
  it('holds on books where every kind of case has gone its way', async () => {
    const states = await road.query<{ state: string }>('SELECT DISTINCT state FROM instruction ORDER BY 1');
    expect(states.map(({ state }) => state)).toEqual(['paid', 'rejected', 'returned', 'unknown']);
    expect(await brokenNow()).toEqual([]);
  });

  it('knows every kind of voucher on a member’s account that this road has seen by a name on the statement', async () => {
    const kinds = await road.query<{ kind: string }>(
      `SELECT DISTINCT j.kind FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
        WHERE e.subject = '201' ORDER BY 1`,
    );
    expect(kinds.length).toBeGreaterThanOrEqual(5);
    expect(kinds.filter(({ kind }) => !isNamed(kind))).toEqual([]);
  });

  it('has a planted breach for every invariant that is registered', () => {
    expect([...Object.keys(plantedBreaches), 'I7'].sort()).toEqual([...allIds()].sort());
  });

  it('asks others for their books while no transaction of ours is open', async () => {
    const openNow = () =>
      road.pastAllGuards(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
    const open: number[] = [];
    const own = new InvariantRegistry();
    own.register({
      id: 'X1',
      sentence: { zh: '试', en: 'A trial' },
      check: async () => {
        open.push(await openNow());
        return async (tx) => {
          await tx.query('SELECT 1');
          open.push(await openNow());
          return [];
        };
      },
    });
    await new Proof(own, road.work).prove(CENTRE);
    expect(open).toEqual([0, 1]);
  });

  it('tells what each invariant says, in both languages', () => {
    for (const { sentence } of road.app.get(InvariantRegistry, { strict: false }).list()) {
      expect(sentence.zh).toMatch(/\p{Script=Han}/u);
      expect(sentence.en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
    }
  });
});

describe.each(Object.entries(plantedBreaches))('%s names', (id, breaches) => {
  it.each(breaches.map((breach) => [breach.what, breach] as const))(
    '%s',
    async (_what, { tables, plant }) => {
      const constraints = await constraintsNow();
      await road.whilePlanted(tables, plant, async () => {
        expect(await road.breachesOf(id)).not.toEqual([]);
      });
      await restoreConstraints(constraints);
      expect(await road.breachesOf(id)).toEqual([]);
    },
    20_000,
  );
});

it('the books hold again when everything that was planted is gone', async () => {
  expect(await brokenNow()).toEqual([]);
}, 20_000);

describe('months that are over', () => {
  it('are shown to managers and auditors, with what stands in the way in both languages', async () => {
    const who = { name: '零跑主任', idNo: '11010519491231002X' };
    const plant = `INSERT INTO month_end (centre_id, id, month, planned_at, due_at, looked_at, hindrances)
      VALUES (1, gen_random_uuid(), 202610, now(), now(), now(), '[{"code": "payments-open", "count": 2}]')`;
    await road.whilePlanted(['month_end'], [plant], async () => {
      for (const role of ['manager', 'auditor'] as const) {
        const { status, body } = await (await road.signedIn(who, role)).get('/v1/oversight/months');
        expect([status, body.months]).toMatchObject([
          200,
          [
            {
              month: '2026-10',
              state: 'open',
              hindrances: [{ code: 'payments-open', count: 2 }],
              balances: [],
            },
          ],
        ]);
        expect(body.months[0].hindrances[0].text).toEqual({
          zh: expect.stringContaining('付款'),
          en: expect.stringContaining('payments'),
        });
      }
      for (const role of ['member', 'employer-agent', 'clerk'] as const)
        expect((await (await road.signedIn(who, role)).get('/v1/oversight/months')).status).toBe(403);
    });
  });
});

describe('I7 names', () => {
  const banks = [
    ['104', 'boc-books.jsonl'],
    ['301', 'bocom-books.jsonl'],
  ] as const;
  const referenceOf = (line: string) => (JSON.parse(line) as { reference?: string }).reference;
  /** No account of ours at that bank. */
  const otherAccount = (line: string) => `9${(JSON.parse(line) as { account: string }).account}`;
  const paid = (line: string) => line.includes('"kind":"payment"');
  const altered = (line: string, change: object) =>
    JSON.stringify({ ...(JSON.parse(line) as object), ...change });

  const breaches: [string, (lines: readonly string[]) => readonly string[], RegExp][] = [
    [
      'a payment of the bank that we never ordered',
      (lines) => [
        ...lines,
        altered(lines.find(paid)!, { reference: 'PLANTED0000000000000001', serial: '202611219999999999' }),
      ],
      /without an instruction/,
    ],
    [
      'an order the bank paid twice',
      (lines) => [...lines, altered(lines.find(paid)!, { serial: '202611219999999999' })],
      /more than once/,
    ],
    [
      'a payment the bank knows nothing of',
      // With its order, where there is one: else the bank would carry it out again.
      (lines) => lines.filter((line) => referenceOf(line) !== referenceOf(lines.find(paid)!)),
      /not at the bank/,
    ],
    [
      'a payment of another amount',
      (lines) => lines.map((line) => (paid(line) ? altered(line, { amount: '0.07' }) : line)),
      /another amount/,
    ],
    [
      'a payment to another card',
      (lines) =>
        lines.map((line) => (paid(line) ? altered(line, { payeeAccount: '6219990000000000000' }) : line)),
      /another payee/,
    ],
    [
      'a receipt the bank never had',
      (lines) => lines.filter((line) => !line.includes('"kind":"deposit"')),
      /no credit at the bank/,
    ],
    [
      'a payment from another account',
      (lines) => lines.map((line) => (paid(line) ? altered(line, { account: otherAccount(line) }) : line)),
      /not at the bank/,
    ],
  ];

  it.each(banks.flatMap((bank) => breaches.map((breach) => [...bank, ...breach] as const)))(
    'at bank %s (%s) %s',
    async (code, books, _what, rewrite, difference) => {
      const putBack = await road.rewriteBankBooks(rewrite, books);
      const broken = await road.broken(0);
      await putBack();
      expect([...broken.keys()]).toEqual(['I7']);
      expect(JSON.stringify(broken.get('I7'))).toMatch(difference);
      expect(broken.get('I7')).toEqual(
        broken.get('I7')?.map(() => expect.objectContaining({ bankCode: code })),
      );
      expect(await brokenNow()).toEqual([]);
    },
    20_000,
  );

  it('an order of ours that is gone while the bank has paid it', async () => {
    const open = `DELETE FROM instruction WHERE state = 'unknown'`;
    await road.whilePlanted(['instruction'], [open], async () => {
      const broken = await road.broken(0);
      expect(JSON.stringify(broken.get('I7'))).toMatch(/without an instruction/);
    });
    expect(await brokenNow()).toEqual([]);
  }, 20_000);
});

describe('npm run proof', () => {
  async function prove(): Promise<{ code: number | null; printed: string }> {
    const { command, args } = builtProgram('scripts/proof.js');
    const child = spawn(command, args, {
      env: {
        PATH: process.env['PATH'],
        ...road.settings,
        DATABASE_OWNER_URL: road.database.ownerUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
    return { code: await ended, printed: out + err };
  }

  it('says that every invariant holds, and ends with 0', async () => {
    const { code, printed } = await prove();
    expect(printed).toContain(`${allIds().length} invariants, 0 broken`);
    for (const id of allIds()) expect(printed).toMatch(new RegExp(`^${id} +holds`, 'm'));
    expect(code).toBe(0);
  }, 60_000);

  it('names what is broken with its breach, and ends with 1', async () => {
    const { tables, plant } = plantedBreaches['I9']![0]!;
    await road.whilePlanted(tables, plant, async () => {
      const { code, printed } = await prove();
      expect(printed).toMatch(/^I9 +BROKEN .*[^]*"pot":/m);
      expect(printed).toMatch(/^I3 +holds/m);
      expect(code).toBe(1);
    });
  }, 60_000);
});

/** Constraints and unique indexes as they are, so that what a planted breach had to drop is made again. */
async function constraintsNow(): Promise<Map<string, string>> {
  const rows = await road.query<{ name: string; made: string }>(
    `SELECT conname AS name, format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS made
       FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND coninhcount = 0 AND conrelid <> 0
      UNION ALL
     SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
        AND NOT c.relispartition`,
  );
  return new Map(rows.map(({ name, made }) => [name, made]));
}

async function restoreConstraints(before: ReadonlyMap<string, string>): Promise<void> {
  const now = await constraintsNow();
  const missing = [...before].filter(([name]) => !now.has(name)).map(([, made]) => made);
  await road.pastAllGuards(...missing);
}

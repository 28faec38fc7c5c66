import type { Fact } from '../../../src/kernel/fact';
import { ItemRegistry } from '../../../src/modules/casework';
import { decideItem } from '../../../src/modules/casework/app/decide-item';
import { decisionBytes } from '../../../src/modules/policy';
import { Sealer } from '../../../src/platform/crypto';
import { Road } from '../oversight/road';
import { travel } from '../oversight/travel';

let road: Road;
let decisions: StoredDecision[];

interface StoredDecision {
  readonly caseId: string;
  readonly item: string;
  readonly outcome: string;
  readonly body: string;
  readonly lawDay: string;
  readonly inputSealed: Buffer;
  readonly facts: readonly Fact[];
}

beforeAll(async () => {
  road = await Road.start();
  await travel(road);
  decisions = await road.query<StoredDecision>(
    `SELECT d.case_id AS "caseId", c.item, d.outcome, d.body, c.law_day AS "lawDay", c.input_sealed AS "inputSealed",
            (SELECT jsonb_agg(f.body) FROM case_fact AS f WHERE f.case_id = d.case_id AND f.round = d.round) AS facts
       FROM decision AS d JOIN service_case AS c ON c.id = d.case_id ORDER BY d.decided_at`,
  );
}, 60_000);
afterAll(() => road.stop());

/** The engine run again on what is stored, and on nothing else. */
function replay(decision: StoredDecision, facts: readonly Fact[] = decision.facts): string {
  const { item } = road.app.get(ItemRegistry, { strict: false }).get(decision.item);
  const sealer = road.app.get(Sealer, { strict: false });
  const { input } = JSON.parse(sealer.open(decision.inputSealed)) as { input: unknown };
  const { today } = JSON.parse(decision.body) as { today: string };
  const byName = new Map(facts.map((fact) => [fact.name, fact]));
  return decisionBytes(decideItem(item, { facts: byName, input, lawDay: decision.lawDay, today }));
}

describe('a decision that is stored', () => {
  it('is there for every outcome, with facts', () => {
    expect(new Set(decisions.map(({ outcome }) => outcome))).toEqual(
      new Set(['approved', 'refused', 'waiting']),
    );
    for (const { facts } of decisions) expect(facts.length).toBeGreaterThan(0);
  });

  it('comes out again byte by byte from its stored facts', () => {
    for (const decision of decisions) expect(replay(decision)).toBe(decision.body);
  });

  it('differs as soon as one stored fact that a rule reads is changed', () => {
    const approved = decisions.filter(({ item, outcome }) => item === 'TQ12' && outcome === 'approved');
    expect(approved.length).toBeGreaterThan(2);
    const changes: Record<string, unknown> = {
      'household.homes': { member: 1, spouse: null },
      'contribution.monthsInARow': 2,
      'member.balance': { posted: '11.00', held: '0.00' },
      'household.rentTaken': { taken: '0.01', potId: null },
      'person.identity': { match: false, alive: null, minorChildren: 0 },
    };
    for (const decision of approved)
      for (const [name, value] of Object.entries(changes)) {
        const facts = decision.facts.map((fact) =>
          fact.name === name ? ({ ...fact, value } as Fact) : fact,
        );
        expect(facts).not.toEqual(decision.facts);
        expect(replay(decision, facts)).not.toBe(decision.body);
      }
  });

  it('names neither people nor cards, and neither do facts, events and receipts', async () => {
    const secrets = [
      'renter',
      'renterSpouse',
      'homeOwner',
      'timeoutRenter',
      'parentOfTwo',
      'divorced',
    ].flatMap((role) => {
      const { name, idNo, cardNo, phone } = road.person(role);
      return [name, idNo, cardNo, phone];
    });
    const kept = await road.query<{ line: string }>(
      `SELECT d::text AS line FROM decision AS d UNION ALL SELECT f::text FROM case_fact AS f
       UNION ALL SELECT e::text FROM event AS e UNION ALL SELECT c.receipt::text FROM service_case AS c WHERE receipt IS NOT NULL
       UNION ALL SELECT i::text FROM instruction AS i UNION ALL SELECT r::text FROM receipt AS r
       UNION ALL SELECT x::text FROM registry_exchange AS x UNION ALL SELECT b::text FROM bank_exchange AS b`,
    );
    expect(kept.length).toBeGreaterThan(100);
    for (const secret of secrets) expect(kept.filter(({ line }) => line.includes(secret))).toEqual([]);
  });
});

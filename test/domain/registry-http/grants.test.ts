import { everyField, type QuestionName } from '../../../src/modules/registry';
import { ask, known, openOutsideWorld, reasonOf, sealer, type OutsideWorld } from './outside-world';
import { QUESTIONS } from './questions';

const NOTHING_SENT = { state: 'unknown', reason: 'denied', exchange: null };

describe('a purpose is told what it is granted, and nothing else', () => {
  let world: OutsideWorld;
  const asking = (purpose: string) => ({ ...ask, purpose });

  beforeAll(async () => {
    world = await openOutsideWorld({ deadlineMs: 10_000 });
    world.grants.register('TQ01', {
      'HSG.filed-contracts': ['price', 'filedOn'],
      'REA.homes': [],
      'CIV.marriage': ['since'],
      'PBC.credit-report': ['flags'],
      'NAT.accounts': ['accountState'],
    });
    world.grants.register('GJ20', {});
  });
  afterAll(() => world.close());

  it.each(Object.keys(QUESTIONS))('%s is denied and not sent for a purpose without a grant', async (name) => {
    const [, put] = QUESTIONS[name] ?? [];
    expect(await put?.(world, asking('GJ20'), [])).toEqual(NOTHING_SENT);
    expect(await put?.(world, asking('a purpose nobody registered'), [])).toEqual(NOTHING_SENT);
  });

  it('a field that is needed and not granted is not sent for', async () => {
    const buyer = world.simulation.world.inRole('buyer');
    expect(await world.housing.filedContracts(asking('TQ01'), buyer)).toEqual(NOTHING_SENT);
    expect(await world.housing.filedContracts(asking('TQ01'), buyer, ['buyers'])).toEqual(NOTHING_SENT);
  });

  it('the value holds the granted fields and no other', async () => {
    const { buyer, renter, homeOwner, overdueBorrower, accountElsewhere } = people(world);
    const purpose = asking('TQ01');
    expect(known(await world.housing.filedContracts(purpose, buyer, ['price']))).toEqual([
      { price: 120_000_000n, filedOn: '2026-09-21' },
    ]);
    expect(known(await world.estate.homes(purpose, [homeOwner], '1401', []))).toEqual([
      { ownerIdNo: homeOwner.idNo },
    ]);
    expect(known(await world.civil.marriage(purpose, renter, ['since']))).toEqual({
      status: 'married',
      since: '2023-07-21',
    });
    expect(known(await world.credit.report(purpose, overdueBorrower, 'SQ1', ['flags']))).toEqual({
      record: 'kept',
      flags: ['defaulter'],
    });
    expect(
      known(await world.platform.accountsElsewhere(purpose, accountElsewhere, ['accountState'])),
    ).toEqual([{ accountState: '02' }]);
  });

  it('what was sent and what came back name the granted fields alone', async () => {
    const buyer = world.simulation.world.inRole('buyer');
    const { exchange } = await world.housing.filedContracts(asking('TQ01'), buyer, []);
    if (!exchange?.sealedResponse) throw new Error('a call leaves evidence');
    const form = new URLSearchParams(sealer.open(exchange.sealedRequest).split('\n')[1]);
    expect(form.get('zd')).toBe('106,107');
    const bytes = Buffer.from(sealer.open(exchange.sealedResponse), 'base64').toString('utf8');
    const { ht } = JSON.parse(bytes) as { ht: object[] };
    expect(ht).toEqual([{ '106': '120000000', '107': '21/09/2026' }]);
    const spouse = world.simulation.world.inRole('buyerSpouse');
    expect(bytes).not.toContain(spouse.idNo);
  });

  it('the same question for another purpose is another matter', async () => {
    const buyer = world.simulation.world.inRole('buyer');
    expect(reasonOf(await world.housing.filedContracts(ask, buyer))).toBe('known');
    const every: QuestionName = 'HSG.filed-contracts';
    expect(world.grants.fieldsFor('TQ01', every)).not.toEqual(everyField(every));
  });

  it('the grants of a purpose are given once', () => {
    expect(() => world.grants.register('TQ01', {})).toThrow('registered twice');
  });
});

function people(world: OutsideWorld) {
  const named = (role: string) => world.simulation.world.inRole(role);
  return {
    buyer: named('buyer'),
    renter: named('renter'),
    homeOwner: named('homeOwner'),
    overdueBorrower: named('overdueBorrower'),
    accountElsewhere: named('accountElsewhere'),
  };
}

import { Sealer } from '../../../src/platform/crypto';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

let road: Road;
beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
}, 60_000);
afterAll(() => road.stop(), 30_000);

interface Exchange {
  readonly registry: string;
  readonly sealed_request: Buffer;
  readonly sealed_response: Buffer;
}

/** What was asked for this purpose and answered, unsealed. */
async function evidenceOf(purpose: string): Promise<{ registry: string; asked: string; told: string }[]> {
  const sealer = road.opened(Sealer);
  const rows = await road.query<Exchange>(
    'SELECT registry, sealed_request, sealed_response FROM registry_exchange WHERE purpose = $1',
    [purpose],
  );
  return rows.map(({ registry, sealed_request, sealed_response }) => ({
    registry,
    asked: sealer.open(sealed_request),
    told: Buffer.from(sealer.open(sealed_response), 'base64').toString('utf8'),
  }));
}

describe('what an item is granted', () => {
  it('is all that a rent withdrawal asks and keeps: no address, no title, no date, no year of birth', async () => {
    for (const role of ['renter', 'homeOwner', 'parentOfTwo']) {
      const client = await road.signedIn(road.person(role), 'member');
      expect((await client.post('/v1/prechecks', { item: 'TQ12', input: {} })).status).toBe(200);
    }
    const client = await road.signedIn(road.person('renter'), 'member');
    const { body } = await client.post('/v1/cases', { item: 'TQ12', input: { amount: '100.00' } });
    expect(body).toMatchObject({ state: 'done' });

    const evidence = await evidenceOf('TQ12');
    expect(new Set(evidence.map(({ registry }) => registry))).toEqual(new Set(['POL', 'CIV', 'REA']));
    const [home] = road.person('homeOwner').homes;
    const since = road.person('renter').marriage.since?.slice(0, 4) ?? '';
    const ungranted = {
      POL: ['MINORS_BORN', '"2017"'],
      CIV: ['register_date', `${since}年`],
      REA: ['TitleNo', 'Location', 'RegisteredOn', home?.titleNo ?? '', home?.address ?? ''],
    } as const;
    for (const { registry, asked, told } of evidence) {
      for (const word of ungranted[registry as keyof typeof ungranted]) {
        expect([registry, word, asked.includes(word), told.includes(word)]).toEqual([
          registry,
          word,
          false,
          false,
        ]);
      }
    }
    expect(evidence.some(({ told }) => told.includes('"HasTitle":"Y"'))).toBe(true);
  });

  it('stands in the public guide, field by field', async () => {
    const client = await road.signedIn(road.person('renter'), 'member');
    const { body } = await client.get('/v1/items/TQ12');
    expect(body.guide.registries).toMatchObject([
      {
        question: 'POL.people',
        registryName: { zh: '公安', en: 'police' },
        fields: [
          { field: 'alive', name: { zh: '是否在世', en: 'whether alive' } },
          { field: 'minorChildren', name: { zh: '未成年子女人数' } },
        ],
      },
      { question: 'CIV.marriage', fields: [{ field: 'spouse' }] },
      { question: 'REA.homes', always: { zh: '名下住房套数及权利人' }, fields: [] },
    ]);
  });

  it('of a remittance is nothing: no registry is asked', async () => {
    const client = await road.signedIn(road.person('renter'), 'member');
    expect((await client.get('/v1/items/GJ11')).body.guide.registries).toEqual([]);
    expect(await evidenceOf('GJ11')).toEqual([]);
  });
});

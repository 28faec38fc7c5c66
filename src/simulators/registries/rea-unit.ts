import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import {
  asObject,
  asText,
  asTexts,
  chosen,
  compactDay,
  separated,
  shanghaiParts,
  without,
} from './wire-form';

interface Asked {
  readonly unitNo: string;
  readonly columns: readonly string[];
}

const COLUMNS = ['Seized', 'Mortgages', 'Title', 'LandUntil'];
const KINDS = { 'pre-notice': 'YG', mortgage: 'DY' } as const;
/** A unit that nobody asks about. */
const OTHER_UNIT = '140199009009GB00099F00990099';

/** What stands on one unit: seizure, mortgages (DY) and pre-notices of them (YG), its title, the end of the land use. Answer number 晋不动产单〔2026〕第0000017号. */
export const reaUnit: RegistrySimulator<Asked> = {
  target: 'rea',
  method: 'POST',
  path: '/RealEstate/UnitQuery.svc/State',
  latencyMs: [60, 160],
  read: (request) => {
    const body = asObject(request.json());
    return { unitNo: asText(body.UnitNo), columns: asTexts(body.Columns) };
  },
  aboutEverything: (asked) => ({ ...asked, columns: COLUMNS }),
  aboutSomebodyElse: (asked) => ({ ...asked, unitNo: OTHER_UNIT }),
  answer: state,
  drifts: {
    'drift-missing': (asked, signs, world) => without(state(asked, signs, world), 'QueryNo'),
    'drift-type': (asked, signs, world) => ({ ...state(asked, signs, world), UnitNo: 17 }),
    'drift-code': (asked, signs, world) => ({ ...state(asked, signs, world), ReturnCode: 'PARTIAL' }),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'text/xml' },
    body: '<Fault><Reason>Server unavailable</Reason></Fault>',
  },
};

function state({ unitNo, columns }: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const { seized, mortgages, title, landUntil } = world.estate.unit(unitNo);
  const all = {
    Seized: seized ? 'Y' : 'N',
    Mortgages: mortgages.map(({ certNo, mortgagee, kind }) => ({
      CertNo: certNo,
      Mortgagee: mortgagee,
      Kind: KINDS[kind],
    })),
    Title: title && {
      TitleNo: title.titleNo,
      RegisteredOn: separated(title.registeredOn, '.'),
      Owners: title.ownerIdNos,
    },
    LandUntil: landUntil && separated(landUntil, '.'),
  };
  return {
    ReturnCode: 'SUCCESS',
    QueryNo: `晋不动产单〔${compactDay(signs.asOf).slice(0, 4)}〕第${String(signs.number).padStart(7, '0')}号`,
    QueriedAt: `${year}.${month}.${day} ${hour}:${minute}:${second}`,
    UnitNo: unitNo,
    ...chosen(all, columns),
  };
}

import type { Home } from '../world/person';
import type { World } from '../world/world';
import {
  asList,
  asObject,
  asText,
  asTexts,
  chosen,
  compactDay,
  separated,
  shanghaiParts,
  without,
} from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Subject {
  readonly CertNo: string;
  readonly Name: string;
}

interface Asked {
  readonly subjects: readonly Subject[];
  readonly cityCode: string;
  readonly columns: readonly string[];
}

const COLUMNS = ['TitleNo', 'Location', 'UsageCode', 'AreaM2', 'SharePercent', 'RegisteredOn', 'Seized'];

/**
 * Real-estate titles (不动产): PascalCase, a set of persons and a six-digit city a call, days and instants as
 * 2026.09.21 10:11:12, answer number 晋不动产查〔2026〕第0000017号. HasTitle Y or N stands beside the titles.
 */
export const rea: RegistrySimulator<Asked> = {
  target: 'rea',
  method: 'POST',
  path: '/RealEstate/TitleQuery.svc/Batch',
  latencyMs: [90, 240],
  read: (request) => {
    const body = asObject(request.json());
    const subjects = asList(body.Subjects).map((row) => ({
      CertNo: asText(row.CertNo),
      Name: asText(row.Name),
    }));
    return { subjects, cityCode: asText(body.CityCode), columns: asTexts(body.Columns) };
  },
  aboutEverything: (asked) => ({ ...asked, columns: COLUMNS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.subjects.map((subject) => subject.CertNo));
    return { ...asked, subjects: [{ CertNo: other.idNo, Name: other.name }, ...asked.subjects.slice(1)] };
  },
  answer: titles,
  drifts: {
    'drift-missing': (asked, signs, world) => without(titles(asked, signs, world), 'HasTitle'),
    'drift-type': (asked, signs, world) => ({ ...titles(asked, signs, world), Titles: null }),
    'drift-code': (asked, signs, world) => ({ ...titles(asked, signs, world), HasTitle: 'U' }),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'text/xml' },
    body: '<Fault><Reason>Server unavailable</Reason></Fault>',
  },
};

function titles(asked: Asked, signs: AnswerSigns, world: World): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  const found = asked.subjects.flatMap((subject) =>
    (world.person(subject.CertNo)?.homes ?? [])
      .filter((home) => asked.cityCode.startsWith(home.cityCode))
      .map((home) => ({ OwnerCertNo: subject.CertNo, ...chosen(title(home), asked.columns) })),
  );
  return {
    ReturnCode: 'SUCCESS',
    QueryNo: queryNo(signs),
    QueriedAt: `${year}.${month}.${day} ${hour}:${minute}:${second}`,
    Subjects: asked.subjects,
    CityCode: asked.cityCode,
    HasTitle: found.length === 0 ? 'N' : 'Y',
    Titles: found,
  };
}

function queryNo(signs: AnswerSigns): string {
  return `晋不动产查〔${compactDay(signs.asOf).slice(0, 4)}〕第${String(signs.number).padStart(7, '0')}号`;
}

function title(home: Home): object {
  return {
    TitleNo: home.titleNo,
    Location: home.address,
    UsageCode: '10',
    AreaM2: home.areaSquareMetres,
    SharePercent: home.sharePercent,
    RegisteredOn: separated(home.registeredOn, '.'),
    Seized: home.seized ? 'Y' : 'N',
  };
}

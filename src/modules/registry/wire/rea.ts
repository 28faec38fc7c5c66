import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** A titled home in the city asked about. */
export interface Home {
  readonly titleNo: string;
  /** Id number of the owner, one of those asked about. */
  readonly ownerIdNo: string;
  readonly address: string;
  readonly usage: HomeUsage;
  readonly areaSquareMetres: string;
  readonly sharePercent: number;
  readonly registeredOn: Day;
  readonly seized: boolean;
}

/** 住宅, 商住, 公寓. */
export type HomeUsage = 'residential' | 'mixed' | 'apartment';

export const REA_PATH = '/RealEstate/TitleQuery.svc/Batch';

const YES_NO = { Y: true, N: false } as const;
const USAGE: Readonly<Record<string, HomeUsage>> = { '10': 'residential', '11': 'mixed', '12': 'apartment' };

/** The registry writes a city in six digits, we in the first four of GB/T 2260. */
function sixDigits(cityCode: string): string {
  return `${cityCode}00`;
}

/** Body of the question about a set of persons; `cityCode` has four digits. */
export function reaRequest(people: readonly PersonAsked[], cityCode: string, traceId: string): string {
  const subjects = people.map((person) => ({ CertNo: person.idNo, Name: person.name }));
  return JSON.stringify({ RequestNo: traceId, Subjects: subjects, CityCode: sixDigits(cityCode) });
}

/** Reads an REA answer. An empty list is what the registry said with HasTitle N. Throws `AnswerFault`. */
export function readRea(
  bytes: Uint8Array,
  people: readonly PersonAsked[],
  cityCode: string,
): Reading<Home[]> {
  const root = openAnswer(bytes);
  root.field('ReturnCode').exactly('SUCCESS');
  checkEcho(root, people, cityCode);
  const titles = root.field('Titles');
  const homes = titles.list().map((row) => home(row, people));
  if (root.field('HasTitle').code(YES_NO) !== homes.length > 0)
    throw drift(titles.path, 'titles as HasTitle says');
  return {
    receiptNo: root.field('QueryNo').text(/^晋不动产查〔\d{4}〕第\d{7,}号$/),
    asOf: root.field('QueriedAt').shanghaiInstant(/^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)$/),
    value: homes,
  };
}

/** The whole set must come back, whatever its order: an answer about fewer persons would hide homes. */
function checkEcho(root: Node, people: readonly PersonAsked[], cityCode: string): void {
  const city = root.field('CityCode');
  if (city.text() !== sixDigits(cityCode)) throw otherPerson(city.path);
  const subjects = root.field('Subjects');
  const echoed = new Map(
    subjects.list().map((row) => [row.field('CertNo').text(), row.field('Name').text()]),
  );
  const same = people.every((person) => echoed.get(person.idNo) === person.name);
  if (!same || echoed.size !== new Set(people.map((person) => person.idNo)).size)
    throw otherPerson(subjects.path);
}

function home(row: Node, people: readonly PersonAsked[]): Home {
  const owner = row.field('OwnerCertNo');
  const ownerIdNo = owner.text();
  if (!people.some((person) => person.idNo === ownerIdNo)) throw otherPerson(owner.path);
  return {
    titleNo: row.field('TitleNo').text(),
    ownerIdNo,
    address: row.field('Location').text(),
    usage: row.field('UsageCode').code(USAGE),
    areaSquareMetres: row.field('AreaM2').text(/^\d{1,6}\.\d\d$/),
    sharePercent: row.field('SharePercent').whole(1, 100),
    registeredOn: row.field('RegisteredOn').day(/^(\d{4})\.(\d\d)\.(\d\d)$/),
    seized: row.field('Seized').code(YES_NO),
  };
}

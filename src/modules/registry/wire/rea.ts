import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** A titled home in the city asked about. */
export type Home<N extends HomeField = HomeField> = {
  /** Id number of the owner, one of those asked about. */
  readonly ownerIdNo: string;
} & Told<HomeDetails, N>;

export interface HomeDetails {
  readonly titleNo: string;
  readonly address: string;
  readonly usage: HomeUsage;
  readonly areaSquareMetres: string;
  readonly sharePercent: number;
  readonly registeredOn: Day;
  readonly seized: boolean;
}

export type HomeField = keyof HomeDetails;

/** 住宅, 商住, 公寓. */
export type HomeUsage = 'residential' | 'mixed' | 'apartment';

const ANSWER = ['ReturnCode', 'QueryNo', 'QueriedAt', 'Subjects', 'CityCode', 'HasTitle', 'Titles'];

export const REA_PATH = '/RealEstate/TitleQuery.svc/Batch';

const YES_NO = { Y: true, N: false } as const;
const USAGE: Readonly<Record<string, HomeUsage>> = { '10': 'residential', '11': 'mixed', '12': 'apartment' };

const DETAILS: WireFields<HomeDetails> = {
  titleNo: { wire: 'TitleNo', read: (node) => node.text() },
  address: { wire: 'Location', read: (node) => node.text() },
  usage: { wire: 'UsageCode', read: (node) => node.code(USAGE) },
  areaSquareMetres: { wire: 'AreaM2', read: (node) => node.text(/^\d{1,6}\.\d\d$/) },
  sharePercent: { wire: 'SharePercent', read: (node) => node.whole(1, 100) },
  registeredOn: { wire: 'RegisteredOn', read: (node) => node.pastDay(/^(\d{4})\.(\d\d)\.(\d\d)$/) },
  seized: { wire: 'Seized', read: (node) => node.code(YES_NO) },
};

/** The registry writes a city in six digits, we in the first four of GB/T 2260. */
function sixDigits(cityCode: string): string {
  return `${cityCode}00`;
}

/** Body of the question about a set of persons; `cityCode` has four digits. */
export function reaRequest(
  people: readonly PersonAsked[],
  cityCode: string,
  fields: readonly HomeField[],
  traceId: string,
): string {
  const subjects = people.map((person) => ({ CertNo: person.idNo, Name: person.name }));
  return JSON.stringify({
    RequestNo: traceId,
    Subjects: subjects,
    CityCode: sixDigits(cityCode),
    Columns: wireNames(DETAILS, fields),
  });
}

/** Reads an REA answer. An empty list is what the registry said with HasTitle N. Throws `AnswerFault`. */
export function readRea<N extends HomeField>(
  bytes: Uint8Array,
  people: readonly PersonAsked[],
  cityCode: string,
  fields: readonly HomeField[],
): Reading<Home<N>[]> {
  const root = openAnswer(bytes).only(ANSWER);
  root.field('ReturnCode').exactly('SUCCESS');
  checkEcho(root, people, cityCode);
  const signs = {
    receiptNo: root.field('QueryNo').text(/^晋不动产查〔\d{4}〕第\d{7,}号$/),
    asOf: root.answeredAt(
      root.field('QueriedAt').shanghaiInstant(/^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
  };
  const titles = root.field('Titles');
  const homes = titles.list().map((row) => home<N>(row, people, fields));
  if (root.field('HasTitle').code(YES_NO) !== homes.length > 0)
    throw drift(titles.path, 'titles as HasTitle says');
  return { ...signs, value: homes };
}

/** The whole set must come back, whatever its order: an answer about fewer persons would hide homes. */
function checkEcho(root: Node, people: readonly PersonAsked[], cityCode: string): void {
  const city = root.field('CityCode');
  if (city.text() !== sixDigits(cityCode)) throw otherPerson(city.path);
  const subjects = root.field('Subjects');
  const echoed = new Map(
    subjects.list().map((row) => {
      row.only(['CertNo', 'Name']);
      return [row.field('CertNo').text(), row.field('Name').text()];
    }),
  );
  const same = people.every((person) => echoed.get(person.idNo) === person.name);
  if (!same || echoed.size !== new Set(people.map((person) => person.idNo)).size)
    throw otherPerson(subjects.path);
}

function home<N extends HomeField>(
  row: Node,
  people: readonly PersonAsked[],
  fields: readonly HomeField[],
): Home<N> {
  row.only(['OwnerCertNo', ...wireNames(DETAILS, fields)]);
  const owner = row.field('OwnerCertNo');
  const ownerIdNo = owner.text();
  if (!people.some((person) => person.idNo === ownerIdNo)) throw otherPerson(owner.path);
  return { ownerIdNo, ...readFields<HomeDetails, N>(row, DETAILS, fields) };
}

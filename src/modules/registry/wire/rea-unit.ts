import type { Day } from '../../../kernel/calendar';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** What stands on one unit (不动产单元). */
export type UnitState<N extends UnitField = UnitField> = { readonly unitKey: string } & Told<UnitDetails, N>;

export interface UnitDetails {
  readonly seized: boolean;
  /** In force now, pre-notices (预告登记) included; empty is the registry's own "none". */
  readonly mortgages: readonly UnitMortgage[];
  /** The title in force; null for a home that has none yet. */
  readonly title: UnitTitle | null;
  /** Last day of the right to use the land; null where it has no end. */
  readonly landUntil: Day | null;
}

export interface UnitTitle {
  readonly titleNo: string;
  readonly registeredOn: Day;
  /** Id numbers of all owners. */
  readonly owners: readonly string[];
}

export interface UnitMortgage {
  readonly certNo: string;
  /** Name of the creditor as registered. */
  readonly mortgagee: string;
  readonly kind: 'pre-notice' | 'mortgage';
}

export type UnitField = keyof UnitDetails;

export const UNIT_PATH = '/RealEstate/UnitQuery.svc/State';

const HEAD = ['ReturnCode', 'QueryNo', 'QueriedAt', 'UnitNo'];
const DOTTED = /^(\d{4})\.(\d\d)\.(\d\d)$/;
const YES_NO = { Y: true, N: false } as const;
/** 抵押预告登记, 抵押登记. */
const KINDS = { YG: 'pre-notice', DY: 'mortgage' } as const;

const DETAILS: WireFields<UnitDetails> = {
  seized: { wire: 'Seized', read: (node) => node.code(YES_NO) },
  mortgages: { wire: 'Mortgages', read: (node) => node.list().map(mortgage) },
  title: { wire: 'Title', read: (node) => node.orNull(title) },
  landUntil: { wire: 'LandUntil', read: (node) => node.orNull((day) => day.day(DOTTED)) },
};

/** Body of the question about one unit. */
export function unitRequest(unitKey: string, fields: readonly UnitField[], traceId: string): string {
  return JSON.stringify({ RequestNo: traceId, UnitNo: unitKey, Columns: wireNames(DETAILS, fields) });
}

/** Reads the answer about one unit. Throws `AnswerFault`. */
export function readUnit<N extends UnitField>(
  bytes: Uint8Array,
  unitKey: string,
  fields: readonly UnitField[],
): Reading<UnitState<N>> {
  const root = openAnswer(bytes).only([...HEAD, ...wireNames(DETAILS, fields)]);
  root.field('ReturnCode').exactly('SUCCESS');
  const echoed = root.field('UnitNo');
  if (echoed.text() !== unitKey) throw otherPerson(echoed.path);
  return {
    receiptNo: root.field('QueryNo').text(/^晋不动产单〔\d{4}〕第\d{7,}号$/),
    asOf: root.answeredAt(
      root.field('QueriedAt').shanghaiInstant(/^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
    value: { unitKey, ...readFields<UnitDetails, N>(root, DETAILS, fields) },
  };
}

function mortgage(row: Node): UnitMortgage {
  row.only(['CertNo', 'Mortgagee', 'Kind']);
  return {
    certNo: row.field('CertNo').text(),
    mortgagee: row.field('Mortgagee').text(),
    kind: row.field('Kind').code(KINDS),
  };
}

function title(node: Node): UnitTitle {
  node.only(['TitleNo', 'RegisteredOn', 'Owners']);
  const owners = node.field('Owners');
  const list = owners.list().map((owner) => owner.text());
  if (list.length === 0) throw drift(owners.path, 'an owner');
  return {
    titleNo: node.field('TitleNo').text(),
    registeredOn: node.field('RegisteredOn').pastDay(DOTTED),
    owners: list,
  };
}

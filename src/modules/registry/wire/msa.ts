import type { Day } from '../../../kernel/calendar';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';

/** What market supervision says of a unified credit code. */
export type Licence<N extends LicenceField = LicenceField> =
  | { readonly registered: false }
  | ({ readonly registered: true; readonly creditCode: string } & Told<LicenceDetails, N>);

export interface LicenceDetails {
  readonly name: string;
  readonly legalRepresentative: { readonly name: string; readonly idNo: string };
  readonly status: LicenceStatus;
  readonly foundedOn: Day;
}

export type LicenceField = keyof LicenceDetails;

/** 存续, 吊销, 注销. */
export type LicenceStatus = 'in-business' | 'revoked' | 'deregistered';

const RESULT = { '0': true, '1': false } as const;
const STATUS: Readonly<Record<string, LicenceStatus>> = {
  '1': 'in-business',
  '2': 'revoked',
  '4': 'deregistered',
};

const LICENCE: WireFields<LicenceDetails> = {
  name: { wire: 'QYMC', read: (node) => node.text() },
  legalRepresentative: {
    wire: 'FDDBRXM',
    beside: 'FDDBRZJHM',
    read: (name, row) => ({ name: name.text(), idNo: row.field('FDDBRZJHM').text() }),
  },
  status: { wire: 'DJZT', read: (node) => node.code(STATUS) },
  foundedOn: { wire: 'CLRQ', read: (node) => node.pastDay(/^(\d{4})(\d\d)(\d\d)$/) },
};

/** Path of the question about one company, the columns wanted in its query. */
export function msaPath(creditCode: string, fields: readonly LicenceField[]): string {
  return `/scjg/qyxx/v2/${encodeURIComponent(creditCode)}?zd=${wireNames(LICENCE, fields).join(',')}`;
}

/** Reads an MSA answer. "No such company" is known: `registered` false. Throws `AnswerFault`. */
export function readMsa<N extends LicenceField>(
  bytes: Uint8Array,
  creditCode: string,
  fields: readonly LicenceField[],
): Reading<Licence<N>> {
  const root = openAnswer(bytes).only(['dm', 'ms', 'cxlsh', 'cxsj', 'sj']);
  const registered = root.field('dm').code(RESULT);
  const company = root.field('sj').only(['TYSHXYDM', ...(registered ? wireNames(LICENCE, fields) : [])]);
  const echoed = company.field('TYSHXYDM');
  if (echoed.text() !== creditCode) throw otherPerson(echoed.path);
  return {
    receiptNo: root.field('cxlsh').text(/^SC-\d{8}-\d{6,}$/),
    asOf: root.answeredAt(root.field('cxsj').shanghaiInstant(/^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/)),
    value: !registered
      ? { registered }
      : { registered, creditCode, ...readFields<LicenceDetails, N>(company, LICENCE, fields) },
  };
}

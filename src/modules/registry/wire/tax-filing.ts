import type { Day } from '../../../kernel/calendar';
import { type Fen, yuan } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';
import { HEAD, open, type Purpose, request } from './tax';

/** A declaration of deed tax on a second-hand home, made from the hall's form; the authority knows it by our number. */
export interface DeedFiling {
  readonly filingNo: string;
  readonly contractNo: string;
  /** Whoever owes the tax. */
  readonly buyer: PersonAsked;
  readonly price: Fen;
  /** The sale came to nothing: what was declared is void, what was paid is refunded. */
  readonly withdraw: boolean;
}

export type DeedFilingStatus = 'accepted' | 'assessed' | 'paid' | 'refused' | 'withdrawn' | 'refunded';

/** How a declaration stands; `seq` grows with each change. */
export type DeedFilingAnswer<N extends DeedFilingField = DeedFilingField> = {
  readonly status: DeedFilingStatus;
  readonly seq: number;
} & Told<DeedFilingDetails, N>;

export interface DeedFilingDetails {
  /** Tax due, once assessed. */
  readonly amount: Fen | null;
  readonly paidOn: Day | null;
  readonly reason: string | null;
}

export type DeedFilingField = keyof DeedFilingDetails;

export const DEED_FILING_PATH = '/swj/ggfw/clf/qssb';

const STATUS = {
  已受理: 'accepted',
  已核定: 'assessed',
  已缴款: 'paid',
  不予受理: 'refused',
  已作废: 'withdrawn',
  已退税: 'refunded',
} as const;
const MOST_CHANGES = 9_999;

const DETAILS: WireFields<DeedFilingDetails> = {
  amount: { wire: '应纳税额', read: (node) => node.orNull((value) => value.yuan()) },
  paidOn: {
    wire: '缴款日期',
    read: (node) => node.orNull((value) => value.pastDay(/^(\d{4})年(\d\d)月(\d\d)日$/)),
  },
  reason: { wire: '原因', read: (node) => node.orNull((value) => value.text()) },
};

/** Body of a declaration, and of the question how it stands: the authority answers the same to both. */
export function deedFilingRequest(
  asked: DeedFiling,
  fields: readonly DeedFilingField[],
  of: Purpose,
): string {
  const about = {
    申报编号: asked.filingNo,
    合同编号: asked.contractNo,
    成交价格: yuan(asked.price),
    操作: asked.withdraw ? '作废' : '申报',
  };
  return request(asked.buyer, about, wireNames(DETAILS, fields), of);
}

/** Reads the answer about one declaration. Throws `AnswerFault`. */
export function readDeedFiling<N extends DeedFilingField>(
  bytes: Uint8Array,
  { filingNo, contractNo, buyer }: Pick<DeedFiling, 'filingNo' | 'contractNo' | 'buyer'>,
  fields: readonly DeedFilingField[],
): Reading<DeedFilingAnswer<N>> {
  const names = wireNames(DETAILS, fields);
  const root = openAnswer(bytes).only([...HEAD, '申报编号', '合同编号', '申报状态', '变更序号', ...names]);
  const signs = open(root, buyer);
  for (const [name, asked] of [
    ['申报编号', filingNo],
    ['合同编号', contractNo],
  ] as const) {
    const echoed = root.field(name);
    if (echoed.text() !== asked) throw otherPerson(echoed.path);
  }
  return {
    ...signs,
    value: {
      status: root.field('申报状态').code(STATUS),
      seq: root.field('变更序号').whole(1, MOST_CHANGES),
      ...readFields<DeedFilingDetails, N>(root, DETAILS, fields),
    },
  };
}

import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';

/**
 * What is asked to be registered: a pre-notice on a new home, transfer and mortgage together, a mortgage alone, or that
 * one is released (注销).
 */
export type MortgageKind = 'pre-notice' | 'transfer-and-mortgage' | 'mortgage' | 'release';

/** An application for a mortgage; the registry knows it by our number, and takes it once. */
export interface MortgageApplication {
  readonly applyNo: string;
  readonly unitKey: string;
  readonly kind: MortgageKind;
  readonly contractNo: string | null;
  /** Name of the creditor: the centre. */
  readonly mortgagee: string;
  /** Debt secured, yuan. */
  readonly amount: string;
  readonly mortgagors: readonly PersonAsked[];
  /** Of a release: the certificate whose mortgage is given up. */
  readonly releases?: string;
  /** What was applied for is not wanted any more: the registry closes it, unless it has registered it. */
  readonly withdraw: boolean;
}

export type MortgageStatus = 'accepted' | 'registered' | 'refused' | 'cancelled';

/** How an application stands; `seq` grows with each change, so that what is late can be told from what is new. */
export type MortgageAnswer<N extends MortgageField = MortgageField> = {
  readonly status: MortgageStatus;
  readonly seq: number;
} & Told<MortgageDetails, N>;

export interface MortgageDetails {
  readonly certNo: string | null;
  /** Creditor as registered. */
  readonly mortgagee: string | null;
  readonly registeredOn: Day | null;
  /** Why it was refused or cancelled. */
  readonly reason: string | null;
}

export type MortgageField = keyof MortgageDetails;

export const MORTGAGE_PATH = '/RealEstate/MortgageApply.svc/Submit';

/** 预告, 转移及抵押, 抵押, 注销. */
const KINDS: Readonly<Record<MortgageKind, string>> = {
  'pre-notice': 'YG',
  'transfer-and-mortgage': 'ZD',
  mortgage: 'DY',
  release: 'ZX',
};
/** 受理, 登记, 不予登记, 注销. */
export const MORTGAGE_STATUS = { SL: 'accepted', DJ: 'registered', BY: 'refused', ZX: 'cancelled' } as const;
const DOTTED = /^(\d{4})\.(\d\d)\.(\d\d)$/;
const MOST_CHANGES = 9_999;

const DETAILS: WireFields<MortgageDetails> = {
  certNo: { wire: 'CertNo', read: (node) => node.orNull((value) => value.text()) },
  mortgagee: { wire: 'Mortgagee', read: (node) => node.orNull((value) => value.text()) },
  registeredOn: { wire: 'RegisteredOn', read: (node) => node.orNull((day) => day.pastDay(DOTTED)) },
  reason: { wire: 'Reason', read: (node) => node.orNull((value) => value.text()) },
};

/** Body of an application, and of the question how it stands: the registry answers the same to both. */
export function mortgageRequest(
  asked: MortgageApplication,
  fields: readonly MortgageField[],
  traceId: string,
): string {
  return JSON.stringify({
    RequestNo: traceId,
    ApplyNo: asked.applyNo,
    Act: asked.withdraw ? 'CH' : 'SQ',
    UnitNo: asked.unitKey,
    Kind: KINDS[asked.kind],
    ContractNo: asked.contractNo,
    Creditor: asked.mortgagee,
    Amount: asked.amount,
    Mortgagors: asked.mortgagors.map(({ name, idNo }) => ({ CertNo: idNo, Name: name })),
    ...(asked.releases === undefined ? {} : { ReleasedCertNo: asked.releases }),
    Columns: wireNames(DETAILS, fields),
  });
}

/** Reads the answer about one application. Throws `AnswerFault`. */
export function readMortgage<N extends MortgageField>(
  bytes: Uint8Array,
  { applyNo, unitKey }: Pick<MortgageApplication, 'applyNo' | 'unitKey'>,
  fields: readonly MortgageField[],
): Reading<MortgageAnswer<N>> {
  const head = ['ReturnCode', 'QueryNo', 'QueriedAt', 'ApplyNo', 'UnitNo', 'Status', 'Seq'];
  const root = openAnswer(bytes).only([...head, ...wireNames(DETAILS, fields)]);
  root.field('ReturnCode').exactly('SUCCESS');
  for (const [name, asked] of [
    ['ApplyNo', applyNo],
    ['UnitNo', unitKey],
  ] as const) {
    const echoed = root.field(name);
    if (echoed.text() !== asked) throw otherPerson(echoed.path);
  }
  return {
    receiptNo: root.field('QueryNo').text(/^晋不动产抵〔\d{4}〕第\d{7,}号$/),
    asOf: root.answeredAt(
      root.field('QueriedAt').shanghaiInstant(/^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
    value: {
      status: root.field('Status').code(MORTGAGE_STATUS),
      seq: root.field('Seq').whole(1, MOST_CHANGES),
      ...readFields<MortgageDetails, N>(root, DETAILS, fields),
    },
  };
}

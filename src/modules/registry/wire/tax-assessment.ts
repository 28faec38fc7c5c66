import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { nothingSaid, readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';
import { HEAD, open, type Purpose, request } from './tax';

export interface AssessmentDetails {
  readonly price: Fen;
  readonly assessedOn: Day;
}

export type AssessmentField = keyof AssessmentDetails;

/** What the tax authority holds a second-hand home to be worth (存量房交易计税评估). */
export type Assessment<N extends AssessmentField = AssessmentField> =
  { readonly assessed: false } | ({ readonly assessed: true } & Told<AssessmentDetails, N>);

export const ASSESSMENT_PATH = '/swj/ggfw/clf/pgcx';

const ASSESSED = { 已评估: true, 未评估: false } as const;

const DETAILS: WireFields<AssessmentDetails> = {
  price: { wire: '评估价格', read: (node) => node.yuan() },
  assessedOn: { wire: '评估日期', read: (node) => node.pastDay(/^(\d{4})年(\d\d)月(\d\d)日$/) },
};

/** Body of the question about the contract of one buyer. */
export function assessmentRequest(
  person: PersonAsked,
  contractNo: string,
  fields: readonly AssessmentField[],
  of: Purpose,
): string {
  return request(person, { 合同编号: contractNo }, wireNames(DETAILS, fields), of);
}

/** Reads the answer. Throws `AnswerFault`. */
export function readAssessment<N extends AssessmentField>(
  bytes: Uint8Array,
  asked: { person: PersonAsked; contractNo: string },
  fields: readonly AssessmentField[],
): Reading<Assessment<N>> {
  const names = wireNames(DETAILS, fields);
  const root = openAnswer(bytes).only([...HEAD, '合同编号', '评估状态', ...names]);
  const signs = open(root, asked.person);
  const echoed = root.field('合同编号');
  if (echoed.text() !== asked.contractNo) throw otherPerson(echoed.path);
  if (root.field('评估状态').code(ASSESSED))
    return {
      ...signs,
      value: { assessed: true, ...readFields<AssessmentDetails, N>(root, DETAILS, fields) },
    };
  nothingSaid(root, names);
  return { ...signs, value: { assessed: false } };
}

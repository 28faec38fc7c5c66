import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { type FundAccountState, open, type Purpose, request, STATE } from './nat';
import type { Reading } from './reading';

/** How somebody contributes with another centre (异地贷款职工住房公积金缴存使用证明). */
export interface ContributionDetails {
  readonly accountState: FundAccountState;
  readonly monthsInARow: number;
  readonly base: Fen;
  readonly openedOn: Day;
  readonly balance: Fen;
}

export type ContributionField = keyof ContributionDetails;

/** `found` false: the person has no account with that centre. */
export type FundContribution<N extends ContributionField = ContributionField> =
  { readonly found: false } | ({ readonly found: true } & Told<ContributionDetails, N>);

const CONTRIBUTION = 'JCCX';
/** Told with every row, so that an answer about another centre is known as one. */
const CENTRE = 'jgbm';

const DETAILS: WireFields<ContributionDetails> = {
  accountState: { wire: 'grzhzt', read: (node) => node.code(STATE) },
  monthsInARow: { wire: 'lxjcys', read: (node) => node.whole(0, 999) },
  base: { wire: 'grjcjs', read: (node) => node.yuan() },
  openedOn: { wire: 'khrq', read: (node) => node.pastDayNumber() },
  balance: { wire: 'grzhye', read: (node) => node.yuan() },
};

function columns(fields: readonly ContributionField[]): string[] {
  return [CENTRE, ...wireNames(DETAILS, fields)];
}

/** Body of the question about one person's contribution with one centre. */
export function contributionRequest(
  person: PersonAsked,
  centreCode: string,
  fields: readonly ContributionField[],
  of: Purpose,
): string {
  return request(CONTRIBUTION, person, columns(fields), of, { jgbm: centreCode });
}

/** Reads the answer: one row, or none where there is no account. Throws `AnswerFault`. */
export function readContribution<N extends ContributionField>(
  bytes: Uint8Array,
  asked: { person: PersonAsked; centreCode: string },
  fields: readonly ContributionField[],
): Reading<FundContribution<N>> {
  const { rows, ...signs } = open(bytes, CONTRIBUTION, asked.person, columns(fields));
  if (rows.length > 1) throw drift('$.sj', 'one account a centre');
  const [row] = rows;
  if (row === undefined) return { ...signs, value: { found: false } };
  const centre = row.field(CENTRE);
  if (centre.text() !== asked.centreCode) throw otherPerson(centre.path);
  return { ...signs, value: { found: true, ...readFields<ContributionDetails, N>(row, DETAILS, fields) } };
}

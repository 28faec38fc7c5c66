import type { RegistryCode } from './registry-code';

/**
 * Every question this room can ask, and the fields of its answer that a purpose may be granted one by one. What comes
 * with every answer, such as "nothing found", stands in `QUESTION_TEXTS`.
 */
export interface Questions {
  'MSA.licence': 'name' | 'legalRepresentative' | 'status' | 'foundedOn';
  'POL.people':
    'alive' | 'minorChildren' | 'minorChildrenBirthYears' | 'minorChildrenIdentities' | 'formerIdentities';
  'POL.face': 'similarity';
  'SOC.employments': 'creditCode' | 'from' | 'to' | 'base';
  'SOC.staff': 'from' | 'to';
  'CIV.marriage': 'spouse' | 'since';
  'CIV.registrations': 'times';
  'REA.homes':
    'titleNo' | 'address' | 'usage' | 'areaSquareMetres' | 'sharePercent' | 'registeredOn' | 'seized';
  'REA.unit': 'seized' | 'mortgages' | 'title' | 'landUntil';
  'REA.mortgage': 'certNo' | 'mortgagee' | 'registeredOn' | 'reason';
  'HSG.filed-contracts':
    | 'contractNo'
    | 'projectNo'
    | 'unitKey'
    | 'address'
    | 'areaSquareMetres'
    | 'price'
    | 'filedOn'
    | 'status'
    | 'buyers'
    | 'loanAmount'
    | 'supervisedAccount'
    | 'paid'
    | 'housing';
  'HSG.project': 'admitted' | 'supervisedAccount';
  'HSG.sale-contracts':
    | 'contractNo'
    | 'unitKey'
    | 'address'
    | 'areaSquareMetres'
    | 'price'
    | 'signedOn'
    | 'status'
    | 'buyers'
    | 'sellers'
    | 'downPayment'
    | 'custodyAccount'
    | 'buildYear';
  'HRR.retirement': 'retiredOn' | 'kind';
  'HRR.disability': 'grade' | 'assessedOn';
  'TAX.wage-income': 'total' | 'months' | 'employers';
  'TAX.wages-of-many': 'employers';
  'TAX.deed-tax': 'taxedPrice' | 'paidOn';
  'TAX.assessment': 'price' | 'assessedOn';
  'TAX.deed-filing': 'amount' | 'paidOn' | 'reason';
  'PBC.credit-report':
    'overdueMonths' | 'maxConsecutive' | 'cumulative' | 'presentOverdue' | 'loans' | 'flags';
  'NAT.accounts': 'centreCode' | 'accountState';
  'NAT.loans': 'used' | 'unsettled' | 'contracts';
  'NAT.contribution': 'accountState' | 'monthsInARow' | 'base' | 'openedOn' | 'balance';
  'CRT.order': 'court' | 'kind' | 'amountFen' | 'issuedOn' | 'until' | 'refersTo' | 'regardless' | 'payee';
  'CRT.defaulter': 'listedOn';
  'BNK.card-four-factors': 'bankCode' | 'cardClass';
  'BNK.account-owner': 'ownerName' | 'ownerCode' | 'open';
  'BNK.custody': 'held' | 'settledOn' | 'reason';
}

export type QuestionName = keyof Questions;
export type FieldOf<Q extends QuestionName> = Questions[Q];

/** Which registry may be asked for which fields; a question that is not named may not be asked. */
export type Grants = { readonly [Q in QuestionName]?: readonly FieldOf<Q>[] };

/**
 * A value as it is told when the fields `N` are needed: these are there, each other field only where the purpose is
 * granted it as well.
 */
export type Told<T, N extends keyof T> = Pick<T, N> & Partial<Omit<T, N>>;

/** The registry of a question. */
export function registryOf(question: QuestionName): RegistryCode {
  return question.slice(0, 3) as RegistryCode;
}

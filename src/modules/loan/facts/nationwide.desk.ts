import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import type { Fact } from '../../../kernel/fact';
import type { DeskAnswering } from '../../casework';
import type {
  CoNationwideFact,
  LoanPartyRole,
  NationwideValue,
  PartiesFact,
} from '../domain/application/fact-values';
import { contractKey } from '../domain/application/fund-loans-agree';

const MOST_LOANS = 20;
const MOST_PEOPLE = 10;

export class FundLoanAtDesk {
  @IsString()
  @Length(1, 60)
  contractNo!: string;

  @IsBoolean()
  settled!: boolean;
}

/** Housing fund loans with other centres as their papers show them; none, where the centre says so. */
export class NationwideAtDesk {
  @IsArray()
  @ArrayMaxSize(MOST_LOANS)
  @ValidateNested({ each: true })
  @Type(() => FundLoanAtDesk)
  loans!: FundLoanAtDesk[];
}

export class OtherBorrowerAtDesk extends NationwideAtDesk {
  @IsIn(['spouse', 'co-borrower'])
  role!: LoanPartyRole;
}

/** The same of all who borrow beside the applicant, in the order in which the application names them. */
export class CoNationwideAtDesk {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PEOPLE)
  @ValidateNested({ each: true })
  @Type(() => OtherBorrowerAtDesk)
  others!: OtherBorrowerAtDesk[];
}

const CERTIFICATE = 'settlement-certificate';
const evidence = {
  'fund-loan-statement': {
    zh: '贷款地公积金中心出具的贷款情况证明',
    en: 'statement of fund loans by the centre of that place',
  },
  [CERTIFICATE]: { zh: '公积金贷款结清证明', en: 'certificate that a fund loan is settled' },
};

/** `loan.nationwide` from papers: the platform and the credit report contradict each other, or the platform is silent. */
export const nationwideAtDesk: DeskAnswering = {
  input: NationwideAtDesk,
  example: { loans: [{ contractNo: 'YD2021000001', settled: true }] },
  evidence,
  proves: (kind, value) => kind !== CERTIFICATE || areSettled(value as NationwideValue),
  value: (input): NationwideValue => valueOf(input as NationwideAtDesk),
  same: (one, other) => told(one as NationwideValue) === told(other as NationwideValue),
  shown: (value) => shown(value as NationwideValue),
};

/** `loan.coNationwide` in the same way: an answer for everybody who borrows beside the applicant, or none. */
export const coNationwideAtDesk: DeskAnswering = {
  input: CoNationwideAtDesk,
  example: { others: [{ role: 'spouse', loans: [{ contractNo: 'YD2021000001', settled: true }] }] },
  evidence,
  proves: (kind, value) => kind !== CERTIFICATE || (value as CoNationwideFact).every(areSettled),
  value: (input): CoNationwideFact =>
    (input as CoNationwideAtDesk).others.map(({ role, loans }) => ({ role, ...valueOf({ loans }) })),
  same: (one, other) => eachTold(one as CoNationwideFact) === eachTold(other as CoNationwideFact),
  shown: (value) => (value as CoNationwideFact).map(({ role, ...loans }) => ({ role, ...shown(loans) })),
  beside: ['loan.parties'],
  fits(value, known) {
    const parties = known.get('loan.parties') as Fact<PartiesFact> | undefined;
    if (parties?.state !== 'known') return false;
    const roles = (value as CoNationwideFact).map(({ role }) => role);
    return roles.join() === borrowersBeside(parties.value).join();
  },
};

const borrowersBeside = ({ people }: PartiesFact): LoanPartyRole[] =>
  people.map(({ role }) => role).filter((role) => role === 'spouse' || role === 'co-borrower');

/** A certificate shows that a loan is settled, never that there is none. */
const areSettled = ({ contracts, unsettled }: NationwideValue): boolean =>
  contracts.length > 0 && unsettled === 0;

function valueOf({ loans }: NationwideAtDesk): NationwideValue {
  return {
    unsettled: loans.filter(({ settled }) => !settled).length,
    contracts: loans.map(({ contractNo, settled }) => ({ key: contractKey(contractNo), settled })),
  };
}

const told = ({ contracts }: NationwideValue): string =>
  contracts
    .map(({ key, settled }) => `${key} ${settled}`)
    .sort()
    .join();

const eachTold = (others: CoNationwideFact): string =>
  others.map(({ role, ...loans }) => `${role}: ${told(loans)}`).join('; ');

const shown = ({ unsettled, contracts }: NationwideValue): { unsettled: number; loans: number } => ({
  unsettled,
  loans: contracts.length,
});

import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsPersonName, IsResidentId, IsYuan } from '../../../../platform/http';
import { Paper } from '../../../casework';
import { LoanPapers, UPLIFTS } from './loan-papers.input';
import { CONSENT_NO } from './signed-consent';

/** 不动产单元号, 28 characters. */
const UNIT_KEY = /^[0-9A-Z]{28}$/;
const CONTRACT_NO = /^[0-9A-Za-z()（）〔〕\-—号第]{4,40}$/;
const METHODS = ['01', '02'] as const;

/** Somebody by name and number. */
export class PersonNamed {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;
}

/** Of a combined loan: what a bank lends beside (组合贷款); it stays outside our books. */
export class BankLoan {
  /** First three digits of the bank's clearing number. */
  @Matches(/^\d{3}$/)
  bankCode!: string;

  @IsYuan({ min: '1000.00' })
  amount!: string;
}

/** What every application for a loan says; everything else is asked of registries and of our own books. */
export class LoanInput {
  /** Number of the applicant's signed consent to a credit report. */
  @Matches(CONSENT_NO)
  creditConsentNo!: string;

  /** Whether a spouse borrows too, which a married applicant's must; left out: yes. */
  @IsOptional()
  @IsBoolean()
  spouseJoins?: boolean;

  /** Others who borrow too, such as parents or children who are buyers. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => PersonNamed)
  coBorrowers?: PersonNamed[];

  @IsOptional()
  @ValidateNested()
  @Type(() => PersonNamed)
  guarantor?: PersonNamed;

  /** Yuan; left out, the most that is possible. */
  @IsOptional()
  @IsYuan({ min: '1000.00' })
  amount?: string;

  /** Left out, the longest that is possible. */
  @IsOptional()
  @IsInt()
  @Min(12)
  @Max(360)
  termMonths?: number;

  /** 01 equal instalments (等额本息), 02 equal principal (等额本金); left out: 01. */
  @IsOptional()
  @IsIn(METHODS)
  method?: (typeof METHODS)[number];

  /** A fixed day of the month to repay on; left out, the day of the disbursement. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(28)
  dueDay?: number;

  /** Code of the centre of another city to which the applicant contributes (异地贷款). */
  @IsOptional()
  @Matches(/^\d{15}$/)
  contributesAt?: string;

  /** Why the cap is raised, where a paper shows it; children are known to the police. */
  @IsOptional()
  @IsIn(UPLIFTS)
  uplift?: (typeof UPLIFTS)[number];
}

/** What an application says that may be made online or at a counter. */
export class ContractLoanInput extends LoanInput {
  /** At a counter: whom the clerk has before them; whoever applies online signed in with their name. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersonNamed)
  applicant?: PersonNamed;

  @IsOptional()
  @ValidateNested()
  @Type(() => LoanPapers)
  papers?: LoanPapers;

  /** Which contract, for somebody who has several; left out, the valid one of the latest day. */
  @IsOptional()
  @Matches(CONTRACT_NO)
  contractNo?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => BankLoan)
  bankLoan?: BankLoan;
}

const WORKS = ['build', 'rebuild', 'overhaul'] as const;
const HOLDERS = ['applicant', 'spouse', 'others'] as const;

/** A permit to build or rebuild, or the decision on an overhaul. */
export class PermitWords {
  /** In whose name it is. */
  @IsIn(HOLDERS)
  holder!: (typeof HOLDERS)[number];

  @IsDay()
  permittedOn!: string;
}
export class PermitPaper extends IntersectionType(Paper, PermitWords) {}

/** A corporate account that is paid. */
export class PayeeAccount {
  @IsString()
  @Length(2, 120)
  name!: string;

  @Matches(/^\d{9,30}$/)
  accountNo!: string;

  /** First three digits of the bank's clearing number. */
  @Matches(/^\d{3}$/)
  bankCode!: string;
}

/** What contract and budget of the work show. */
export class BudgetWords {
  @IsYuan({ min: '1000.00' })
  cost!: string;

  /** Of it paid of own money. */
  @IsYuan()
  paid!: string;

  /** Where the home stands. */
  @IsString()
  @Length(4, 200)
  address!: string;

  /** Floor area in square metres, two decimals. */
  @Matches(/^\d{1,6}\.\d\d$/)
  area!: string;

  /** The builder, who is paid. */
  @ValidateNested()
  @Type(() => PayeeAccount)
  builder!: PayeeAccount;
}
export class BudgetPaper extends IntersectionType(Paper, BudgetWords) {}

/** What an assessment of the building's safety finds. */
export class SafetyWords {
  @IsBoolean()
  needsOverhaul!: boolean;
}
export class SafetyPaper extends IntersectionType(Paper, SafetyWords) {}

export class BuildPapers extends LoanPapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => PermitPaper)
  permit?: PermitPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetPaper)
  budget?: BudgetPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => SafetyPaper)
  safety?: SafetyPaper;
}

/** Input of DK04: the applicant stands before a clerk. */
export class BuildLoanInput extends LoanInput {
  @ValidateNested()
  @Type(() => PersonNamed)
  applicant!: PersonNamed;

  @IsIn(WORKS)
  work!: (typeof WORKS)[number];

  /** Unit of the land or the house, which is the security. */
  @Matches(UNIT_KEY)
  unitKey!: string;

  @ValidateNested()
  @Type(() => BuildPapers)
  papers!: BuildPapers;
}

/** What the lender says of the loan to be converted. */
export class StatementWords {
  /** The lender by the name under which its mortgage is registered. */
  @IsString()
  @Length(2, 120)
  lender!: string;

  /** Number of the bank's loan contract. */
  @Matches(CONTRACT_NO)
  contractNo!: string;

  /** What is owed, yuan. */
  @IsYuan({ min: '1000.00' })
  balance!: string;

  /** The lender's own account that is paid off. */
  @ValidateNested()
  @Type(() => PayeeAccount)
  payee!: PayeeAccount;
}
export class StatementPaper extends IntersectionType(Paper, StatementWords) {}

/** What the contract of the purchase shows. */
export class PriceWords {
  @IsYuan({ min: '1000.00' })
  price!: string;

  @IsString()
  @Length(4, 200)
  address!: string;

  @Matches(/^\d{1,6}\.\d\d$/)
  area!: string;
}
export class PricePaper extends IntersectionType(Paper, PriceWords) {}

export class ConversionPapers extends LoanPapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => StatementPaper)
  statement?: StatementPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => PricePaper)
  price?: PricePaper;
}

/** Input of DK05: the applicant stands before a clerk. */
export class ConversionLoanInput extends LoanInput {
  @ValidateNested()
  @Type(() => PersonNamed)
  applicant!: PersonNamed;

  /** Unit of the home. */
  @Matches(UNIT_KEY)
  unitKey!: string;

  @ValidateNested()
  @Type(() => ConversionPapers)
  papers!: ConversionPapers;
}

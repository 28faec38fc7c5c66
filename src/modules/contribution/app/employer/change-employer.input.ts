import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { BANK_CODES, BANK_NAMES } from '../../../../kernel/identifiers/bank-code';
import { IsCreditCode, IsMonth, IsPersonName, IsResidentId } from '../../../../platform/http';
import { RATIO } from './register-employer.input';

const BANKS = BANK_CODES.map((code) => `${code} ${BANK_NAMES[code] ?? ''}`).join('、');
const PHONE = /^(?:1\d{10}|0\d{2,3}-?\d{7,8})$/;

/** Input of GJ02. Name and legal representative are not given: they come from the company registry. */
export class ChangeEmployerInput {
  @IsUUID()
  employerId!: string;

  /** Whether name, legal representative and credit code are to be taken from the company registry. */
  @IsBoolean()
  takeLicence!: boolean;

  /** The new credit code, where it changed; with `takeLicence` only. */
  @IsOptional()
  @IsCreditCode()
  creditCode?: string;

  /** Telephone of the employer. */
  @IsOptional()
  @Matches(PHONE)
  phone?: string;

  @IsOptional()
  @IsString()
  @Length(4, 200)
  address?: string;

  /** Day of the month on which wages are paid (DWFXR). */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31)
  payday?: number;
}

export class AgentNamed {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;
}

/** Input of GJ03. */
export class ChangeAgentsInput {
  @IsUUID()
  employerId!: string;

  /** The employer's credit code: a legal representative who is not known here yet is let in by it. */
  @IsOptional()
  @IsCreditCode()
  creditCode?: string;

  /** Who may act for the employer from now on. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentNamed)
  authorise?: AgentNamed;

  /** Whose authorisation ends. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentNamed)
  withdraw?: AgentNamed;

  /** Whether another agent must agree to lists, ratios and mandates that one applies for (经办复核). */
  @IsOptional()
  @IsBoolean()
  secondAgent?: boolean;
}

export class CompanyAccountInput {
  /** First three digits of the bank's clearing number. */
  @IsIn([...BANK_CODES], {
    context: {
      code: 'BANK_UNKNOWN',
      message: {
        zh: `没有此银行代码，可填：${BANKS}。`,
        en: `There is no bank of this code; one of ${BANK_CODES.join(', ')}.`,
      },
    },
  })
  bankCode!: string;

  @Matches(/^\d{8,32}$/)
  accountNo!: string;
}

/** Input of GJ04: an account to collect from; without one the mandate that holds is ended. */
export class MandateInput {
  @IsUUID()
  employerId!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => CompanyAccountInput)
  account?: CompanyAccountInput;
}

/** Input of GJ05. */
export class CloseUnitInput {
  @IsUUID()
  employerId!: string;
}

/** Input of GJ07. */
export class ChangeRatioInput {
  @IsUUID()
  employerId!: string;

  @Matches(RATIO)
  ratioEmployer!: string;

  @Matches(RATIO)
  ratioEmployee!: string;

  /** First month whose list is worked out with them. */
  @IsMonth()
  fromMonth!: string;
}

/** Input of GJ16. */
export class ResumeInput {
  @IsUUID()
  employerId!: string;

  /** First month that is remitted as usual again. */
  @IsMonth()
  resumeFrom!: string;
}

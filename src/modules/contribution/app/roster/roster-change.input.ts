import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsMonth, IsPersonName, IsResidentId, IsYuan } from '../../../../platform/http';
import {
  CHANGE_KINDS,
  type ChangeKind,
  SEAL_REASON_CODES,
  type SealReasonCode,
} from '../../domain/roster/roster-change';

const MOST_CHANGES = 5_000;
const moneyAsText = {
  context: {
    code: 'MONEY_NOT_A_STRING',
    message: {
      zh: '金额请写成带两位小数的字符串，例如 "8000.00"，不要用 JSON 数字。',
      en: 'Write money as a string with two decimals such as "8000.00", not as a JSON number.',
    },
  },
};

/** One change; what is wrong with it is told row by row, so only its shape is checked here. */
export class RosterRowInput {
  @IsIn([...CHANGE_KINDS])
  kind!: ChangeKind;

  @IsString()
  @MaxLength(120)
  name!: string;

  @IsString()
  @MaxLength(40)
  idNo!: string;

  /** Average monthly wage, yuan; of a new or transferred member and a change of base, and of an unsealed member if it changed. */
  @IsOptional()
  @IsString(moneyAsText)
  @MaxLength(30)
  base?: string;

  /** Why an account is sealed: terminated, unpaid-leave, study, army, retirement-pending, other. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  reason?: string;

  /** Last day of the employment, of a seal whose reason ends it; the day of application unless given. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  endedOn?: string;
}

/** Input of GJ10. */
export class ChangeRosterInput {
  @IsUUID()
  employerId!: string;

  /** First month whose list the changes are in; the first one not confirmed yet unless given. */
  @IsOptional()
  @IsMonth()
  month?: string;

  /** Whether rows that can be carried out are, when others cannot; all or nothing unless true. */
  @IsOptional()
  @IsBoolean()
  partial?: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHANGES)
  @ValidateNested({ each: true })
  @Type(() => RosterRowInput)
  changes!: RosterRowInput[];
}

class OneMemberInput {
  @IsUUID()
  employerId!: string;

  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;

  /** First month without, or again with, a remittance; the first one whose list is not confirmed yet unless given. */
  @IsOptional()
  @IsMonth()
  month?: string;
}

/** Input of GJ23. */
export class SealInput extends OneMemberInput {
  @IsIn([...SEAL_REASON_CODES])
  reason!: SealReasonCode;

  /** Last day of the employment; the day of application unless given. */
  @IsOptional()
  @IsDay()
  endedOn?: string;
}

/** Input of GJ24. */
export class UnsealInput extends OneMemberInput {
  /** Average monthly wage, yuan; that of the account unless given. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  base?: string;
}

import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsMobileNumber } from '../../../../platform/http';

const MOST_MEMBERS = 5_000;

/** One person; what is wrong with it is told row by row in the receipt, so only its shape is checked here. */
export class MemberInput {
  @IsString()
  @MaxLength(120)
  name!: string;

  @IsString()
  @MaxLength(40)
  idNo!: string;

  /** Average monthly wage, yuan; clamped to the limits of the district. */
  @IsString({
    context: {
      code: 'MONEY_NOT_A_STRING',
      message: {
        zh: '金额请写成带两位小数的字符串，例如 "8000.00"，不要用 JSON 数字。',
        en: 'Write money as a string with two decimals such as "8000.00", not as a JSON number.',
      },
    },
  })
  @MaxLength(30)
  base!: string;

  /** Kept sealed with the application; contact data are the member's own to give. */
  @IsOptional()
  @IsMobileNumber()
  phone?: string;
}

/** Input of GJ20. */
export class OpenAccountsInput {
  @IsUUID()
  employerId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_MEMBERS)
  @ValidateNested({ each: true })
  @Type(() => MemberInput)
  members!: MemberInput[];
}

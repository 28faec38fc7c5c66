import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsYuan } from '../../../../platform/http';

const KINDS = ['new-home', 'second-hand'] as const;

/** What the spouse contributes, as the member says: the spouse is not looked into for an estimate. */
export class SpouseTold {
  /** Monthly contribution base, yuan. */
  @IsYuan()
  base!: string;

  /** Whole years of contribution. */
  @IsInt()
  @Min(0)
  @Max(60)
  years!: number;
}

/** Input of DK01: a home one thinks of. */
export class EstimateInput {
  @IsIn(KINDS)
  kind!: (typeof KINDS)[number];

  @IsYuan({ min: '1000.00' })
  price!: string;

  /** Of a second-hand home: what it is held to be worth; left out, its price. */
  @IsOptional()
  @IsYuan({ min: '1000.00' })
  appraisal?: string;

  /** Affordable housing (保障性住房). */
  @IsOptional()
  @IsBoolean()
  affordable?: boolean;

  /** Of a second-hand home: the year in which it was built. */
  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2099)
  buildYear?: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => SpouseTold)
  spouse?: SpouseTold;

  @IsOptional()
  @IsYuan({ min: '1000.00' })
  amount?: string;

  @IsOptional()
  @IsInt()
  @Min(12)
  @Max(360)
  termMonths?: number;

  /** Number of a signed consent to a credit report; left out, none is asked for, and debts are not known. */
  @IsOptional()
  @Matches(/^[0-9A-Za-z-]{6,40}$/)
  creditConsentNo?: string;

  /** Code of the centre of another city to which the applicant contributes. */
  @IsOptional()
  @Matches(/^\d{15}$/)
  contributesAt?: string;
}

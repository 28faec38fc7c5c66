import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { Paper } from '../../../casework';

export const UPLIFTS = ['TALENT', 'MILITARY'] as const;

/** What a certificate of talent, or of active service, shows. */
export class UpliftWords {
  @IsIn(UPLIFTS)
  reason!: (typeof UPLIFTS)[number];
}
export class UpliftPaper extends IntersectionType(Paper, UpliftWords) {}

export class LoanPapers {
  /** The identity card of the applicant; at a counter, and only there. */
  @IsOptional()
  @ValidateNested()
  @Type(() => Paper)
  identity?: Paper;

  @IsOptional()
  @ValidateNested()
  @Type(() => UpliftPaper)
  uplift?: UpliftPaper;
}

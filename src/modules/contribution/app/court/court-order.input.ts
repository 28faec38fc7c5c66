import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { Paper } from '../../../casework';
import { IsPersonName, IsResidentId, IsPaperText } from '../../../../platform/http';

/** Papers of GJ35. */
export class CourtPapers {
  /** 协助执行通知书: number and court as they stand on it. */
  @IsOptional()
  @ValidateNested()
  @Type(() => Paper)
  notice?: Paper;
}

/** Input of GJ35: the order, and whom it is against. */
export class CourtOrderInput {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;

  /** Number of the order (案号), as the court registry has it. */
  @IsPaperText(4, 60)
  orderNo!: string;

  @ValidateNested()
  @Type(() => CourtPapers)
  papers!: CourtPapers;
}

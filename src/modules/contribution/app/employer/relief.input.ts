import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { IsMonth, IsYuan } from '../../../../platform/http';
import { Paper } from '../../../casework';
import { AgentNamed } from './change-employer.input';
import { RATIO } from './register-employer.input';

/** What a resolution or decision says that rules read. */
export class ReliefWords {
  /** Whether those who met agreed. */
  @IsBoolean()
  agreed!: boolean;

  @IsMonth()
  fromMonth!: string;

  /** Last month they agreed to. */
  @IsMonth()
  untilMonth!: string;

  /** Ratios they agreed to; left out of a deferral. */
  @IsOptional()
  @Matches(RATIO)
  ratioEmployer?: string;

  @IsOptional()
  @Matches(RATIO)
  ratioEmployee?: string;
}

export class LossWords {
  /** Loss of the last year, yuan; 0.00 where the paper shows none. */
  @IsYuan()
  loss!: string;
}

export class ReliefPaper extends IntersectionType(Paper, ReliefWords) {}
export class LossPaper extends IntersectionType(Paper, LossWords) {}

export class ReliefPapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => ReliefPaper)
  resolution?: ReliefPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => ReliefPaper)
  committee?: ReliefPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => LossPaper)
  loss?: LossPaper;
}

/** Input of GJ15: an agent of the employer stands before the clerk. */
export class DeferralInput {
  @IsUUID()
  employerId!: string;

  @ValidateNested()
  @Type(() => AgentNamed)
  agent!: AgentNamed;

  @IsMonth()
  fromMonth!: string;

  /** Last month. */
  @IsMonth()
  untilMonth!: string;

  @ValidateNested()
  @Type(() => ReliefPapers)
  papers!: ReliefPapers;
}

/** Input of GJ14. */
export class LowerRatioInput extends DeferralInput {
  @Matches(RATIO)
  ratioEmployer!: string;

  @Matches(RATIO)
  ratioEmployee!: string;
}

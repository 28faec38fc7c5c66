import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  COLLECTION_STAGES,
  RISK_CLASSES,
  type RiskClass,
  type StageOfCollection,
} from '../../domain/servicing/risk-class';

const stages = COLLECTION_STAGES.map(({ stage }) => stage);
const classes = Object.keys(RISK_CLASSES).sort() as RiskClass[];

/** Which overdue loans are wanted. */
export class OverdueQuery {
  @ApiPropertyOptional({
    enum: stages,
    description:
      '催收阶段：逾期1期短信、2期电话、3至5期挂号信、6期以上律师或法院 / message, call, letter, court',
  })
  @IsOptional()
  @IsIn(stages)
  stage?: StageOfCollection['stage'];

  @ApiPropertyOptional({ enum: classes, description: '五级分类 / risk class' })
  @IsOptional()
  @IsIn(classes)
  riskClass?: RiskClass;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

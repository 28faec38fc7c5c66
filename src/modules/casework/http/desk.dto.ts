import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsPaperText } from '../../../platform/http';
import { Paper } from '../paper';

const factName = /^[a-zA-Z]{2,40}(\.[a-zA-Z]{2,40}){1,3}$/;

/** Which part of the queue, and where its page starts. */
export class QueueRequest {
  @ApiPropertyOptional({ example: 'TQ12', description: '事项编码 / item code' })
  @IsOptional()
  @Matches(/^[A-Z]{2,3}\d{1,2}$/)
  item?: string;

  @ApiPropertyOptional({ example: 'household.marriage', description: '缺少的事实 / fact that is missing' })
  @IsOptional()
  @Matches(factName)
  missing?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: '仅超时 true，仅未超时 false / past its time or not',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  overdue?: boolean;

  @ApiPropertyOptional({ description: '上一页的 next / `next` of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

/** A fact that a clerk supplies with its evidence. There is no field for an outcome, an amount or a state. */
export class FactAnswerRequest {
  @ApiProperty({ example: 'household.marriage' })
  @IsString()
  @Matches(factName)
  fact!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { status: 'single' } })
  @IsObject()
  value!: Record<string, unknown>;

  @ApiProperty({ type: () => Paper })
  @ValidateNested()
  @Type(() => Paper)
  evidence!: Paper;

  @ApiPropertyOptional({
    description: '更正理由，仅用于更正此前补充的事实 / why an earlier answer was wrong',
  })
  @IsOptional()
  @IsPaperText(2, 400)
  reason?: string;
}

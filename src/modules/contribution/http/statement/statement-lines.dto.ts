import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ListLanguage } from '../../domain/remittance/list-columns';
import type { FileEncoding } from '../files/strict-decoder';

export class StatementLinesQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

export class StatementFileQuery {
  @ApiPropertyOptional({ enum: ['zh', 'en'], default: 'zh' })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang?: ListLanguage;

  @ApiPropertyOptional({ enum: ['utf-8', 'gb18030'], default: 'utf-8' })
  @IsOptional()
  @IsIn(['utf-8', 'gb18030'])
  encoding?: FileEncoding;
}

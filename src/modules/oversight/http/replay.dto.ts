import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsDay } from '../../../platform/http';

/** A sample of decisions to be made again. */
export class ReplayRequest {
  @ApiPropertyOptional({ example: '2026-10-14', description: '起始营业日，默认昨日 / first business day' })
  @IsOptional()
  @IsDay()
  fromDay?: string;

  @ApiPropertyOptional({ example: '2026-10-15', description: '截止营业日，默认今日 / last business day' })
  @IsOptional()
  @IsDay()
  toDay?: string;

  @ApiProperty({ minimum: 1, maximum: 2000, example: 100 })
  @IsInt()
  @Min(1)
  @Max(2000)
  size!: number;

  @ApiPropertyOptional({
    description: '沿用某次抽样的 seed 即抽到相同决定 / the seed of an earlier run draws the same',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-zA-Z-]{1,64}$/)
  seed?: string;
}

export class ReplaysQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ description: '上一页的 next / `next` of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

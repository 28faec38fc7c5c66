import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Query of a list route: `limit` rows (50 unless given) after `cursor`. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 50;

  @ApiPropertyOptional({
    description: '上一页给出的 nextCursor，原样传回 / nextCursor of the previous page, as it was',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

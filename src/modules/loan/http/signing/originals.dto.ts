import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsDay } from '../../../../platform/http';

const OUTCOMES = ['delivered', 'returned', 'handed-over'] as const;
const REASONS = ['nobody-there', 'address-unknown', 'refused', 'other'] as const;
const HOLDERS = ['centre', 'carrier'] as const;

export class OriginalsRequest {
  @ApiProperty({ example: '中国邮政速递' })
  @IsString()
  @Length(1, 40)
  carrier!: string;

  @ApiProperty({ example: 'EMS1234567890' })
  @Matches(/^[0-9A-Z]{8,30}$/)
  trackingNo!: string;

  @ApiPropertyOptional({
    example: '太原市小店区虚构路1号',
    description: '寄往地址，按借款人所述留存 / where it goes, as the borrower said',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  address?: string;
}

export class OriginalsOutcomeRequest {
  @ApiProperty({
    enum: OUTCOMES,
    description: '妥投、退回、柜台领取 / delivered, returned, handed over at the counter',
  })
  @IsIn(OUTCOMES)
  delivery!: (typeof OUTCOMES)[number];

  @ApiPropertyOptional({
    example: '2027-03-12',
    description: '发生日，不填为今天 / on which day; today unless told',
  })
  @IsOptional()
  @IsDay()
  on?: string;

  @ApiPropertyOptional({
    enum: REASONS,
    description: '退回原因，退回时必填：无人收、地址不详、拒收、其他 / why it came back; wanted then',
  })
  @ValidateIf(
    ({ delivery, reason }: OriginalsOutcomeRequest) => delivery === 'returned' || reason !== undefined,
  )
  @IsIn(REASONS)
  reason?: (typeof REASONS)[number];
}

/** Which originals are wanted. */
export class OriginalsQuery {
  @ApiPropertyOptional({ enum: HOLDERS, description: '在谁手里 / with whom' })
  @IsOptional()
  @IsIn(HOLDERS)
  holder?: (typeof HOLDERS)[number];

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

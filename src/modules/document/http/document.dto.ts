import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { REVOCATION_REASONS, type RevocationReason } from '../domain/revocation';

const REASONS = Object.keys(REVOCATION_REASONS) as RevocationReason[];

export class DocumentsQuery {
  @ApiPropertyOptional({
    description: '单位编号；不填则为本人的证明 / an employer’s documents; own ones unless given',
  })
  @IsOptional()
  @IsUUID()
  employerId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

export class RevocationRequest {
  @ApiProperty({ enum: REASONS, example: 'no-longer-needed' })
  @IsIn(REASONS)
  reason!: RevocationReason;

  @ApiPropertyOptional({ description: '中心撤销所依据的办件 / the case on which the centre rests it' })
  @IsOptional()
  @IsUUID()
  caseId?: string;
}

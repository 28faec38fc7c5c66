import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';

/** Papers of a payer on which the number of a unit account stands. */
export const PAYERS_PAPERS = ['bank-slip', 'payer-statement'] as const;

export class SuspenseQuery {
  @ApiPropertyOptional({
    example: '30',
    description: '只列出超过此天数的 / only what is older than so many days',
  })
  @IsOptional()
  @Matches(/^\d{1,4}$/)
  olderThanDays?: string;
}

export class PayersPaperDto {
  @ApiProperty({
    enum: PAYERS_PAPERS,
    description: '银行回单、付款单位说明 / bank slip, statement of the payer',
  })
  @IsIn(PAYERS_PAPERS)
  kind!: (typeof PAYERS_PAPERS)[number];

  @ApiProperty({ example: 'HD20261121-0007' })
  @IsString()
  @Length(1, 100)
  number!: string;
}

/** What the payer's paper says, and why the payment did not. */
export class ClaimRequest {
  @ApiProperty({ example: '9826112100012', description: '单位账号 / number of the unit account' })
  @IsString()
  @Matches(/^\d{8,20}$/)
  unitAccountNo!: string;

  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => PayersPaperDto)
  paper!: PayersPaperDto;

  @ApiProperty({ example: '付款附言漏填单号' })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

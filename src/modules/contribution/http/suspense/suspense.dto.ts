import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { IsPaperText } from '../../../../platform/http';

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
  @IsPaperText(1, 100)
  number!: string;
}

/** Why a clerk moves an unmatched receipt, and by which paper of the payer. */
class SaidByPayer {
  @ApiProperty()
  @IsObject()
  @ValidateNested()
  @Type(() => PayersPaperDto)
  paper!: PayersPaperDto;

  @ApiProperty({ example: '付款附言漏填单号' })
  @IsPaperText(1, 500)
  reason!: string;
}

/** What the payer's paper says, an employer's account or a loan, and why the payment did not. */
export class ClaimRequest extends SaidByPayer {
  @ApiPropertyOptional({
    example: '9826112100012',
    description: '单位账号；与贷款编号二选一 / number of the unit account, where it is not for a loan',
  })
  @ValidateIf(
    ({ loanNo, unitAccountNo }: ClaimRequest) => loanNo === undefined || unitAccountNo !== undefined,
  )
  @IsString()
  @Matches(/^\d{8,20}$/)
  unitAccountNo?: string;

  @ApiPropertyOptional({
    example: 'DK2026110100000017',
    description: '贷款编号；与单位账号二选一 / number of the loan, where it is not for an employer',
  })
  @IsOptional()
  @Matches(/^DK\d{16}$/)
  loanNo?: string;
}

/** Why an unmatched receipt goes back to the account it came from. */
export class ReturnRequest extends SaidByPayer {}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { BACK_PAYMENT_REASONS, type BackPaymentReason } from '../../domain/back-payment/back-payment-reason';
import { ListMember } from '../remittance/remittance-list.dto';

const REASONS = Object.keys(BACK_PAYMENT_REASONS) as BackPaymentReason[];
const MOST_JSON_ROWS = 10_000;

/** One line; what its cells say is checked line by line (422), here only that they are texts (400). */
export class BackPaymentMember extends ListMember {
  @ApiProperty({ example: '2026-09' })
  @IsString()
  @MaxLength(2_000)
  month!: string;
}

/** What is to become of the lines; in the query of either form. */
export class BackPaymentOptions {
  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';

  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  partial?: 'true' | 'false';
}

/** Whose months, and why they are paid late; in the query of a file. */
export class BackPaymentFileQuery extends BackPaymentOptions {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiProperty({ enum: REASONS })
  @IsIn(REASONS)
  reason!: BackPaymentReason;

  @ApiPropertyOptional({ description: '文书号，reason=order 时必填 / number of the order, needed with it' })
  @ValidateIf(({ reason }: BackPaymentFileQuery) => reason === 'order')
  @IsString()
  @Length(1, 100)
  orderNo?: string;
}

export class BackPaymentRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  employerId!: string;

  @ApiProperty({ enum: REASONS })
  @IsIn(REASONS)
  reason!: BackPaymentReason;

  @ApiPropertyOptional({ description: '文书号，reason=order 时必填 / number of the order, needed with it' })
  @ValidateIf(({ reason }: BackPaymentRequest) => reason === 'order')
  @IsString()
  @Length(1, 100)
  orderNo?: string;

  @ApiProperty({ type: [BackPaymentMember] })
  @IsArray()
  @ArrayMaxSize(MOST_JSON_ROWS)
  @ValidateNested({ each: true })
  @Type(() => BackPaymentMember)
  lines!: BackPaymentMember[];
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsDay, IsYuan } from '../../../../platform/http';
import type { RepaymentMethod } from '../../domain/plan/repayment-method';
import { BorrowerTyped, FamilyTyped, SpouseTyped } from './typed-people.dto';

const kinds = ['new-home', 'second-hand'] as const;
const methods = ['01', '02'] as const;

class CollateralTyped {
  @ApiProperty({ example: false, description: '是否被查封 / seized' })
  @IsBoolean()
  seized!: boolean;

  @ApiProperty({ example: false, description: '是否已有他人抵押 / mortgaged to somebody else' })
  @IsBoolean()
  mortgaged!: boolean;
}

class HomeTyped {
  @ApiProperty({ example: '1200000.00', description: '房屋总价 / price of the home' })
  @IsYuan({ min: '1000.00' })
  price!: string;

  @ApiPropertyOptional({ example: false, description: '是否保障性住房 / affordable housing' })
  @IsOptional()
  @IsBoolean()
  affordable?: boolean;

  @ApiPropertyOptional({
    example: '360000.00',
    description: '已付或将付首付款 / down payment paid or to be paid',
  })
  @IsOptional()
  @IsYuan()
  paid?: string;

  @ApiPropertyOptional({
    example: '2026-09-21',
    description: '合同备案或网签日期 / contract filed or signed on',
  })
  @IsOptional()
  @IsDay()
  contractOn?: string;

  @ApiPropertyOptional({ example: false, description: '合同是否已撤销 / whether the contract was cancelled' })
  @IsOptional()
  @IsBoolean()
  contractCancelled?: boolean;

  @ApiPropertyOptional({
    example: '1100000.00',
    description: '二手房评估价 / appraisal of a second-hand home',
  })
  @IsOptional()
  @IsYuan({ min: '1000.00' })
  appraisal?: string;

  @ApiPropertyOptional({ example: 2012, description: '二手房建成年份 / year in which it was built' })
  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2200)
  buildYear?: number;

  @ApiPropertyOptional({
    example: 800,
    description: '土地使用权剩余月数 / months left of the right to the land',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1200)
  landUseMonths?: number;

  @ApiPropertyOptional({
    example: true,
    description: '二手房款是否由监管账户托管 / price in custody until the title has passed',
  })
  @IsOptional()
  @IsBoolean()
  inCustody?: boolean;

  @ApiPropertyOptional({ type: CollateralTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => CollateralTyped)
  collateral?: CollateralTyped;

  @ApiPropertyOptional({
    example: true,
    description: '二手房出卖人是否登记权利人 / the seller is the registered owner',
  })
  @IsOptional()
  @IsBoolean()
  sellerOwns?: boolean;
}

class PrepaymentTyped {
  @ApiProperty({ example: 24, description: '届时已还期数 / instalments paid by then' })
  @IsInt()
  @Min(0)
  @Max(359)
  paidPeriods!: number;

  @ApiProperty({ example: '100000.00', description: '提前归还的本金 / principal to be repaid' })
  @IsYuan({ min: '0.01' })
  amount!: string;

  @ApiPropertyOptional({ enum: methods, default: '01' })
  @IsOptional()
  @IsIn([...methods])
  method?: RepaymentMethod;
}

/** A loan one thinks of. What is left out is not known, and the answer names it. */
export class EligibilityRequest {
  @ApiProperty({ enum: kinds, description: '新建商品房、二手房 / a new or a second-hand home' })
  @IsIn([...kinds])
  kind!: (typeof kinds)[number];

  @ApiPropertyOptional({
    example: '600000.00',
    description: '拟贷金额，不填按最高 / what is wanted; else the most',
  })
  @IsOptional()
  @IsYuan({ min: '1000.00' })
  amount?: string;

  @ApiPropertyOptional({ example: 360, description: '期限（月），不填按最长 / months; else the longest' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(360)
  termMonths?: number;

  @ApiProperty({ type: HomeTyped })
  @ValidateNested()
  @Type(() => HomeTyped)
  home!: HomeTyped;

  @ApiPropertyOptional({ type: BorrowerTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => BorrowerTyped)
  borrower?: BorrowerTyped;

  @ApiPropertyOptional({ type: SpouseTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => SpouseTyped)
  spouse?: SpouseTyped;

  @ApiPropertyOptional({ type: FamilyTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => FamilyTyped)
  family?: FamilyTyped;

  @ApiPropertyOptional({ type: PrepaymentTyped, description: '拟提前还款 / a prepayment one thinks of' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PrepaymentTyped)
  prepayment?: PrepaymentTyped;

  @ApiPropertyOptional({ default: false, description: '是否列出每期 / with every instalment' })
  @IsOptional()
  @IsBoolean()
  withRows?: boolean;
}

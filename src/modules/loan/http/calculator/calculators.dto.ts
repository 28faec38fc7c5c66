import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { type FieldMessage, IsDay, IsYuan } from '../../../../platform/http';
import type { UpliftReason } from '../../domain/granting/loan-cap';
import type { HomeCount } from '../../domain/granting/loan-rate-table';
import type { RepaymentMethod } from '../../domain/plan/repayment-method';

/** Longest plan that is reckoned; whether a loan of so many months is granted is another question. */
const MOST_PERIODS = 360;
const RATE = /^0(?:\.\d{1,8})?$/;
const rateForm: FieldMessage = {
  code: 'RATE_FORMAT',
  message: {
    zh: '年利率请写成字符串形式的小数，最多八位，例如 2.6% 写作 "0.026"。',
    en: 'Write a yearly rate as a string with a decimal fraction of at most eight places: 2.6 % is "0.026".',
  },
};
const homes = ['first', 'second'] as const;
const methods = ['01', '02'] as const;
const uplifts = ['TALENT', 'MULTI_CHILD', 'MILITARY'] as const;

/** A loan to be reckoned with: its rate is the one in force today, unless another is given. */
class LoanTerms {
  @ApiProperty({ example: 360, description: '期数（月） / months' })
  @IsInt()
  @Min(1)
  @Max(MOST_PERIODS)
  periods!: number;

  @ApiPropertyOptional({ enum: homes, default: 'first', description: '第几套住房 / which home it is' })
  @IsOptional()
  @IsIn([...homes])
  home?: HomeCount;
}

class PricedLoanTerms extends LoanTerms {
  @ApiProperty({ example: '700000.00', description: '贷款本金 / principal' })
  @IsYuan({ min: '1.00' })
  principal!: string;

  @ApiPropertyOptional({
    example: '0.026',
    description: '年利率，不填则按今日利率表 / yearly rate; that of today unless given',
  })
  @IsOptional()
  @Matches(RATE, { context: rateForm })
  annualRate?: string;
}

export class RepaymentRequest extends PricedLoanTerms {
  @ApiPropertyOptional({ default: false, description: '是否列出每期 / with every instalment' })
  @IsOptional()
  @IsBoolean()
  withRows?: boolean;
}

export class PrepaymentRequest extends PricedLoanTerms {
  @ApiPropertyOptional({
    enum: methods,
    default: '01',
    description: '01 等额本息、02 等额本金 / equal instalments, equal principal',
  })
  @IsOptional()
  @IsIn([...methods])
  method?: RepaymentMethod;

  @ApiProperty({ example: 24, description: '已还期数 / instalments paid' })
  @IsInt()
  @Min(0)
  @Max(MOST_PERIODS - 1)
  paidPeriods!: number;

  @ApiProperty({ example: '100000.00', description: '提前归还的本金 / principal to be repaid' })
  @IsYuan({ min: '0.01' })
  amount!: string;

  @ApiPropertyOptional({ default: 0, description: '距上一还款日的天数 / days since the last due date' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30)
  daysSinceDue?: number;
}

export class LoanTermRequest {
  @ApiProperty({ example: '1990-03-07', description: '主借款人出生日期 / birth of the main borrower' })
  @IsDay()
  birth!: string;

  @ApiPropertyOptional({
    example: 2008,
    description: '二手房建成年份 / year in which a second-hand home was built',
  })
  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2200)
  buildYear?: number;

  @ApiPropertyOptional({
    example: 600,
    description: '土地使用权剩余月数 / months left of the right to the land',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1200)
  landUseMonths?: number;
}

export class LoanLimitRequest extends LoanTerms {
  @ApiProperty({ example: '980000.00', description: '房屋总价 / price of the home' })
  @IsYuan({ min: '1.00' })
  price!: string;

  @ApiPropertyOptional({
    example: '950000.00',
    description: '二手房评估价 / appraisal of a second-hand home',
  })
  @IsOptional()
  @IsYuan({ min: '1.00' })
  appraisal?: string;

  @ApiPropertyOptional({ default: false, description: '保障性住房 / affordable housing' })
  @IsOptional()
  @IsBoolean()
  affordable?: boolean;

  @ApiProperty({
    example: 5,
    description: '缴存整年数，取两人中较长者 / whole years of contribution, of the one with more',
  })
  @IsInt()
  @Min(0)
  @Max(60)
  contributionYears!: number;

  @ApiProperty({ example: false, description: '夫妻双方均缴存 / both of a couple contribute' })
  @IsBoolean()
  twoContributors!: boolean;

  @ApiPropertyOptional({
    enum: uplifts,
    isArray: true,
    description: '上浮情形：人才、二孩及以上、现役军人 / a talent, two children or more, on active service',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(uplifts.length)
  @ArrayUnique()
  @IsIn([...uplifts], { each: true })
  uplift?: UpliftReason[];

  @ApiProperty({ example: '14000.00', description: '家庭缴存基数合计 / contribution bases of the household' })
  @IsYuan()
  monthlyIncome!: string;

  @ApiPropertyOptional({ example: '0.00', description: '其他债务月还款额 / other debts a month' })
  @IsOptional()
  @IsYuan()
  otherMonthlyDebt?: string;

  @ApiPropertyOptional({ example: '600000.00', description: '拟贷金额 / what is wanted' })
  @IsOptional()
  @IsYuan({ min: '1.00' })
  wanted?: string;

  @ApiPropertyOptional({
    example: '1990-03-07',
    description: '主借款人出生日期，用于核对期限 / birth, to check the term',
  })
  @IsOptional()
  @IsDay()
  birth?: string;

  @ApiPropertyOptional({
    example: 2008,
    description: '二手房建成年份 / year in which a second-hand home was built',
  })
  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2200)
  buildYear?: number;
}

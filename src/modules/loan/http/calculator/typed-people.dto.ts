import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsYuan } from '../../../../platform/http';

const states = ['active', 'sealed', 'frozen', 'none'] as const;
const parts = ['none', 'joins', 'left-out'] as const;
const uplifts = ['none', 'TALENT', 'MILITARY'] as const;
const MOST_BANS = 10;

class ContributionTyped {
  @ApiProperty({
    enum: states,
    description: '账户状态：正常、封存、冻结、无账户 / active, sealed, frozen, no account',
  })
  @IsIn([...states])
  state!: (typeof states)[number];

  @ApiPropertyOptional({
    example: 40,
    description: '截至上月连续足额缴存月数 / months in a row up to last month',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(720)
  monthsInARow?: number;

  @ApiPropertyOptional({ example: '12000.00', description: '月缴存基数 / monthly contribution base' })
  @IsOptional()
  @IsYuan()
  base?: string;

  @ApiPropertyOptional({ example: 5, description: '缴存整年数 / whole years of contribution' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60)
  years?: number;

  @ApiPropertyOptional({
    example: '90000.00',
    description: '账户余额，仅在额度与余额挂钩时需要 / balance, needed only where the limit depends on it',
  })
  @IsOptional()
  @IsYuan()
  balance?: string;
}

class CreditTyped {
  @ApiProperty({
    example: 0,
    description: '近24个月连续逾期最多期数 / most overdue periods in a row of 24 months',
  })
  @IsInt()
  @Min(0)
  @Max(24)
  consecutive!: number;

  @ApiProperty({ example: 0, description: '近24个月累计逾期期数 / overdue periods in all of 24 months' })
  @IsInt()
  @Min(0)
  @Max(1000)
  cumulative!: number;

  @ApiProperty({ example: '0.00', description: '当前逾期金额 / overdue now' })
  @IsYuan()
  presentOverdue!: string;

  @ApiProperty({
    example: false,
    description:
      '有无呆账、代偿、止付、冻结 / debts written off or paid by a guarantor, accounts stopped or frozen',
  })
  @IsBoolean()
  badMarks!: boolean;

  @ApiProperty({ example: '0.00', description: '其他贷款月还款额 / other loans a month' })
  @IsYuan()
  monthlyDebt!: string;
}

/** Who borrows, as typed by somebody without a login: what is left out is not known. */
export class BorrowerTyped {
  @ApiPropertyOptional({ example: '1990-03-07', description: '出生日期 / birth' })
  @IsOptional()
  @IsDay()
  birth?: string;

  @ApiPropertyOptional({ type: ContributionTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => ContributionTyped)
  contribution?: ContributionTyped;

  @ApiPropertyOptional({ type: CreditTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => CreditTyped)
  credit?: CreditTyped;
}

export class SpouseTyped {
  @ApiProperty({
    enum: parts,
    description: '无配偶、共同借款、不参加 / no spouse, borrows too, left out',
  })
  @IsIn([...parts])
  part!: (typeof parts)[number];

  @ApiPropertyOptional({ type: ContributionTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => ContributionTyped)
  contribution?: ContributionTyped;

  @ApiPropertyOptional({ type: CreditTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => CreditTyped)
  credit?: CreditTyped;
}

class FundLoansTyped {
  @ApiProperty({
    example: 0,
    description: '夫妻双方用过的公积金贷款次数，含异地 / fund loans the couple ever had, anywhere',
  })
  @IsInt()
  @Min(0)
  @Max(20)
  used!: number;

  @ApiProperty({ example: 0, description: '其中未结清 / of them unsettled' })
  @IsInt()
  @Min(0)
  @Max(20)
  unsettled!: number;
}

class BanTyped {
  @ApiProperty({ example: '2031-10-01', description: '限制截止日 / last day of the ban' })
  @IsDay()
  until!: string;

  @ApiProperty({ example: '2026-10-01', description: '行为发生日 / day of the conduct' })
  @IsDay()
  conductOn!: string;
}

export class FamilyTyped {
  @ApiPropertyOptional({
    example: 0,
    description: '借款人、配偶及未成年子女在本市住房套数 / homes of the family in the city',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(50)
  homes?: number;

  @ApiPropertyOptional({ example: 0, description: '未成年子女数 / minor children' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(20)
  minorChildren?: number;

  @ApiPropertyOptional({ enum: uplifts, description: '人才、现役军人证明 / paper of a talent or a soldier' })
  @IsOptional()
  @IsIn([...uplifts])
  uplift?: (typeof uplifts)[number];

  @ApiPropertyOptional({ type: FundLoansTyped })
  @IsOptional()
  @ValidateNested()
  @Type(() => FundLoansTyped)
  fundLoans?: FundLoansTyped;

  @ApiPropertyOptional({
    example: false,
    description: '任一方是否失信被执行人 / one of them on the list of defaulters',
  })
  @IsOptional()
  @IsBoolean()
  defaulter?: boolean;

  @ApiPropertyOptional({
    type: [BanTyped],
    description: '骗提骗贷限制，没有填空列表 / bans for fraud; none is an empty list',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_BANS)
  @ValidateNested({ each: true })
  @Type(() => BanTyped)
  bans?: BanTyped[];
}

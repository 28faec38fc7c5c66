import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsYuan, IsPaperText } from '../../../platform/http';
import type { ReserveRule } from '../../ledger';

const RULES: readonly ReserveRule[] = ['sixty-percent-of-gains', 'one-percent-of-loans'];

export class GainsProposal {
  @ApiProperty({ example: 2026, description: '年度 / the year whose gains are distributed' })
  @IsInt()
  @Min(1999)
  @Max(2999)
  year!: number;

  @ApiProperty({
    enum: RULES,
    description: '风险准备提取办法（财综字〔1999〕59号）/ how the risk reserve is formed',
  })
  @IsIn(RULES)
  reserveRule!: ReserveRule;

  @ApiProperty({
    example: '1200000.00',
    description: '批准的管理费用预算 / management fee that the budget approves',
  })
  @IsYuan()
  managementFeeBudget!: string;

  @ApiProperty({ example: '并公积金委〔2026〕12号', description: '批准文号 / document that approves it' })
  @IsPaperText(4, 60)
  documentNo!: string;
}

export class GainsDecision {
  @ApiProperty({ description: '是否同意分配 / whether it is distributed so' })
  @IsBoolean()
  agreed!: boolean;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsUUID } from 'class-validator';
import { IsPaperText } from '../../../platform/http';

export class AccountClosingProposal {
  @ApiProperty({ description: '接收资金的同性质专户 / account of the same kind that takes its place' })
  @IsUUID()
  intoAccountId!: string;

  @ApiProperty({ example: '并公积金〔2026〕30号', description: '批准文号 / document that approves it' })
  @IsPaperText(4, 60)
  documentNo!: string;
}

export class AccountClosingDecision {
  @ApiProperty({ description: '是否同意销户 / whether the account is given up' })
  @IsBoolean()
  agreed!: boolean;
}

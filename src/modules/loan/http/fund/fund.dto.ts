import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsDay, IsPaperText } from '../../../../platform/http';
import type { FundMeasureKind } from '../../store/fund/fund-measure-store';

const KINDS: readonly FundMeasureKind[] = ['coefficient', 'queue'];

export class FundMeasureRequest {
  @ApiProperty({
    enum: KINDS,
    description: '流动性调节系数或轮候放款 / a part of the cap is lent, or loans queue for their money',
  })
  @IsIn(KINDS)
  kind!: FundMeasureKind;

  @ApiProperty({
    example: '并公积金管委〔2026〕9号',
    description: '管委会文号 / number of the committee’s document',
  })
  @IsPaperText(1, 60)
  documentNo!: string;

  @ApiProperty({ required: false, example: '2027-03-01', description: '起始日，默认今天 / first day' })
  @IsOptional()
  @IsDay()
  from?: string;
}

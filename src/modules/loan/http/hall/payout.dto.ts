import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IsPaperText } from '../../../../platform/http';

export class PayoutProposalBody {
  @ApiProperty({
    description: '裁定书或和解协议文号 / number of the ruling or settlement',
    example: '(2027)晋0105民初34号',
  })
  @IsPaperText(4, 60)
  evidenceNo!: string;
}

export class PayoutDecisionBody {
  @ApiProperty({ description: '是否同意付给卖方 / whether the seller is paid' })
  @IsBoolean()
  agreed!: boolean;
}

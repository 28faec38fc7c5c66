import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsPaperText } from '../../../platform/http';
import { type ExplanationCode, EXPLANATIONS } from '../../settlement';

export class DifferenceExplanation {
  @ApiProperty({
    enum: EXPLANATIONS,
    description:
      '差异原因：银行差错、其后已入账、跨日、上线前业务、其他 / why: error of the bank, booked since, another day, before the takeover, other',
  })
  @IsIn(EXPLANATIONS)
  code!: ExplanationCode;

  @ApiProperty({
    example: '银行 12 月 2 日来函确认重复记账，已冲回',
    description: '说明，不写姓名、证号、账号 / what was found, without names or numbers of people',
  })
  @IsPaperText(4, 300)
  reason!: string;
}

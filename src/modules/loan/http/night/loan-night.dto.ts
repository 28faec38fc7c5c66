import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IsPaperText } from '../../../../platform/http';

export class NightPassBody {
  @ApiProperty({
    description: '放行原因，不含个人信息 / why, without personal data',
    example: '利率表缺失，已报修',
  })
  @IsPaperText(4, 200)
  reason!: string;
}

export class NightPassDecisionBody {
  @ApiProperty({ description: '是否同意放行 / whether the night passes it' })
  @IsBoolean()
  agreed!: boolean;
}

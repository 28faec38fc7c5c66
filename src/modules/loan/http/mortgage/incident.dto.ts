import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class IncidentClosingBody {
  @ApiProperty({
    description: '核查结果与处理 / what was found out, and done',
    example: '已与登记机构核对，抵押已注销',
  })
  @IsString()
  @Length(2, 500)
  reason!: string;
}

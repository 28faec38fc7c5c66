import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

export class ConsentRequest {
  @ApiProperty({ description: '是否同意 / whether the second agent agrees' })
  @IsBoolean()
  agreed!: boolean;
}

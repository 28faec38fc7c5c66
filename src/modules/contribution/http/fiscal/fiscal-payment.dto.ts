import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsYuan } from '../../../../platform/http';

/** What the file of a payment of the treasury comes to. */
export class FiscalPaymentQuery {
  @ApiProperty({ example: '240000.00', description: '拨付总额 / the sum that is paid' })
  @IsYuan({ min: '0.01' })
  total!: string;

  @ApiPropertyOptional({ description: 'XLSX：工作表名称 / name of the sheet' })
  @IsOptional()
  @IsString()
  @MaxLength(31)
  sheet?: string;
}

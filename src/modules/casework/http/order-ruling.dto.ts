import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches, ValidateIf } from 'class-validator';
import { IsDay, IsYuan, IsPaperText } from '../../../platform/http';
import type { FrozenKind } from '../../settlement';

const KINDS = ['payment', 'collection', 'collection-batch'] as const satisfies readonly FrozenKind[];
const isPaid = ({ bankResult }: OrderRulingBody): boolean => bankResult === 'paid';

/** What the bank declares in writing of an order. */
export class OrderRulingBody {
  @ApiProperty({ enum: KINDS, description: '指令种类，同柜台队列 / as the queue of the desk names it' })
  @IsIn(KINDS)
  what!: FrozenKind;

  @ApiProperty({ description: '指令编号 / id of the order' })
  @IsUUID()
  orderId!: string;

  @ApiProperty({ enum: ['paid', 'rejected'], description: '银行书面结果 / how it ended' })
  @IsIn(['paid', 'rejected'])
  bankResult!: 'paid' | 'rejected';

  @ApiPropertyOptional({
    example: '202611219000000001',
    description: '已办的银行流水号 / serial of its line',
  })
  @ValidateIf(isPaid)
  @IsString()
  @Length(4, 40)
  bankSerial?: string;

  @ApiPropertyOptional({ example: '2026-11-21', description: '已办的记账日 / day of its line' })
  @ValidateIf(isPaid)
  @IsDay()
  valueDate?: string;

  @ApiPropertyOptional({ example: '947.25', description: '已办的金额 / amount of its line' })
  @ValidateIf(isPaid)
  @IsYuan()
  amount?: string;

  @ApiPropertyOptional({ example: 'CARD_CLOSED', description: '未办的原因代码 / why it was not carried out' })
  @ValidateIf((body: OrderRulingBody) => !isPaid(body))
  @Matches(/^[A-Z][A-Z_]{2,39}$/)
  rejectCode?: string;

  @ApiProperty({ example: '中银晋函〔2026〕88号', description: '银行书面文件编号 / number of its statement' })
  @IsPaperText(4, 60)
  evidenceNo!: string;
}

export class OrderRulingDecisionBody {
  @ApiProperty({ description: '是否按银行书面结果处理 / whether it is applied' })
  @IsBoolean()
  agreed!: boolean;
}

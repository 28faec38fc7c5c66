import { ApiProperty } from '@nestjs/swagger';
import { yuan } from '../../../../kernel/money';
import type { Language } from '../../../../platform/http';
import type { LaidOutBackPayment } from '../../app/back-payment/lay-out-back-payment';
import { toldFault, type ToldFault } from '../files/list-report';

/** What became, or would become, of the lines that were sent. */
export class BackPaymentReport {
  @ApiProperty({ enum: ['accepted', 'accepted-in-part', 'refused'] })
  readonly outcome!: 'accepted' | 'accepted-in-part' | 'refused';

  @ApiProperty({ description: '读到的行数 / rows that were read' })
  readonly rows!: number;

  @ApiProperty({ description: '无误的行数 / rows without a fault' })
  readonly rowsAccepted!: number;

  @ApiProperty({ description: '有误的行数 / rows with a fault' })
  readonly rowsRefused!: number;

  @ApiProperty({ description: '人数 / members' })
  readonly memberCount!: number;

  @ApiProperty({ example: '19200.00', description: '无误各行合计 / total of the good rows' })
  readonly total!: string;

  @ApiProperty({ description: '错误总数 / faults in all' })
  readonly errorCount!: number;

  @ApiProperty({ type: [Object], description: '至多 1000 条 / the first 1,000 of them' })
  readonly errors!: readonly ToldFault[];
}

/** @param values whether the cells at fault are shown; what is kept for good shows none, for they are personal data. */
export function backPaymentReport(
  { acceptable, faults, lines, rows }: LaidOutBackPayment,
  language: Language,
  { values }: { readonly values: boolean },
): BackPaymentReport {
  return {
    outcome: !acceptable ? 'refused' : faults.count === 0 ? 'accepted' : 'accepted-in-part',
    rows,
    rowsAccepted: rows - faults.badRows,
    rowsRefused: faults.badRows,
    memberCount: lines.members,
    total: yuan(lines.total),
    errorCount: faults.count,
    errors: faults.reported.map((fault) => {
      const told = toldFault(fault, language);
      return values ? told : { ...told, value: null };
    }),
  };
}

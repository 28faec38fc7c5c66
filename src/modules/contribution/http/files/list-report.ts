import { ApiProperty } from '@nestjs/swagger';
import type { BilingualText } from '../../../../kernel/decision';
import { yuan } from '../../../../kernel/money';
import type { Language } from '../../../../platform/http';
import type { LaidOutList } from '../../app/remittance/lay-out-list';
import type { ListFault } from '../../domain/remittance/list-fault';

/** A fault as it is told in one language. */
export type ToldFault = Omit<ListFault, 'message' | 'fix'> & {
  readonly message: string;
  readonly fix: string;
};

/** What became, or would become, of the rows that were sent. */
export class ListReport {
  @ApiProperty({ enum: ['accepted', 'accepted-in-part', 'refused'] })
  readonly outcome!: 'accepted' | 'accepted-in-part' | 'refused';

  @ApiProperty({ description: '读到的行数 / rows that were read' })
  readonly rows!: number;

  @ApiProperty({ description: '无误的行数 / rows without a fault' })
  readonly rowsAccepted!: number;

  @ApiProperty({ description: '有误的行数 / rows with a fault' })
  readonly rowsRefused!: number;

  @ApiProperty({ type: Number, nullable: true, description: '清册人数 / members on the list' })
  readonly memberCount!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '19200.00',
    description: '清册合计 / total of the list',
  })
  readonly total!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: '尚未列入的正常账户数；为 0 才能确认 / active accounts not on the list; GJ11 needs 0',
  })
  readonly membersMissing!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: '按下限调高的人数 / bases raised to the lower limit',
  })
  readonly toLower!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: '按上限调低的人数 / bases cut to the upper limit',
  })
  readonly toUpper!: number | null;

  @ApiProperty({ type: Object, description: '下一步 / what to do next' })
  readonly next!: BilingualText;

  @ApiProperty({ description: '错误总数 / faults in all' })
  readonly errorCount!: number;

  @ApiProperty({ type: [Object], description: '至多 1000 条 / the first 1,000 of them' })
  readonly errors!: readonly ToldFault[];
}

/** @param values whether the cells at fault are shown; what is kept for good shows none, for they are personal data. */
export function listReport(
  laidOut: LaidOutList,
  language: Language,
  { values }: { readonly values: boolean },
): ListReport {
  const { acceptable, faults, outline, rows } = laidOut;
  return {
    outcome: !acceptable ? 'refused' : faults.count === 0 ? 'accepted' : 'accepted-in-part',
    rows,
    rowsAccepted: rows - faults.badRows,
    rowsRefused: faults.badRows,
    memberCount: outline?.memberCount ?? null,
    total: outline && yuan(outline.total),
    membersMissing: outline?.membersMissing ?? null,
    toLower: outline?.toLower ?? null,
    toUpper: outline?.toUpper ?? null,
    next: nextStep(laidOut),
    errorCount: faults.count,
    errors: faults.reported.map((fault) => {
      const told = toldFault(fault, language);
      return values ? told : { ...told, value: null };
    }),
  };
}

/** A fault with its texts in the language asked for. */
export function toldFault(fault: ListFault, language: Language): ToldFault {
  return { ...fault, message: fault.message[language], fix: fault.fix[language] };
}

function nextStep({ acceptable, outline }: LaidOutList): BilingualText {
  if (!acceptable || outline === null)
    return {
      zh: '请改正 errors 所列各处后重新提交。',
      en: 'Mend what errors lists and send the list again.',
    };
  const { membersMissing } = outline;
  if (membersMissing === 0)
    return {
      zh: '清册已包含全部职工，可以确认（GJ11）。',
      en: 'The list holds every member and can be confirmed (GJ11).',
    };
  return {
    zh: `还有 ${membersMissing} 名职工不在清册中：清册包含全部状态正常的账户后才能确认（GJ11）。请改正有误的行，以 addTo=<清册编号> 只提交这些行；已离职的先办理封存（GJ23）。`,
    en: `${membersMissing} members are not on the list: it can be confirmed (GJ11) once it holds every active account. Mend the bad rows and send only those with addTo=<id of the list>; seal the accounts of those who left (GJ23).`,
  };
}

import { IsIn, IsInt, IsUUID, Max, Min, ValidateIf } from 'class-validator';
import { OnlyWith } from '../../../../platform/http';

const CHANGES = ['method', 'term', 'card'] as const;

/** Input of DK08: one change at a time. */
export class ChangeInput {
  @IsUUID()
  loanId!: string;

  @IsIn(CHANGES)
  change!: (typeof CHANGES)[number];

  /** With `method`: 01 equal instalments, 02 equal principal (JGJ/T 320 A.11). */
  @ValidateIf(({ change, method }: ChangeInput) => change === 'method' || method !== undefined)
  @OnlyWith('change', 'method')
  @IsIn(['01', '02'])
  method?: '01' | '02';

  /** With `term`: instalments from the next one on, that one counted. */
  @ValidateIf(({ change, periods }: ChangeInput) => change === 'term' || periods !== undefined)
  @OnlyWith('change', 'term')
  @IsInt()
  @Min(1)
  @Max(360)
  periods?: number;
}

import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsYuan } from '../../../../platform/http';
import { DISTRICTS } from '../../domain/employer/districts';

const RATIO = /^0\.\d{2}$/;

/** Input of GJ30. */
export class JoinFlexibleInput {
  /** District whose branch keeps the account. */
  @IsIn([...DISTRICTS])
  district!: string;

  /** Declared monthly income, yuan. */
  @IsYuan({ min: '0.01' })
  base!: string;

  /** One-sided ratio, '0.10' to '0.24'. */
  @IsString()
  @Matches(RATIO)
  ratio!: string;
}

export const FLEXIBLE_ACTIONS = ['pay', 'stop', 'change', 'debit', 'end-debit'] as const;

/**
 * Input of GJ31: pay the next month, stop, or change base and ratio; a change resumes what was stopped. `debit` has each
 * month taken from the bound card on a day, `end-debit` ends that.
 */
export class ChangeFlexibleInput {
  @IsIn([...FLEXIBLE_ACTIONS])
  action!: (typeof FLEXIBLE_ACTIONS)[number];

  /** Of a change. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  base?: string;

  /** Of a change. */
  @IsOptional()
  @IsString()
  @Matches(RATIO)
  ratio?: string;

  /** Of a debit: day of the month, from the next time it comes. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(28)
  debitDay?: number;
}

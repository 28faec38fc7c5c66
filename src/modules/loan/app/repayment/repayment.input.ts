import { IsIn, IsUUID } from 'class-validator';
import { IsYuan } from '../../../../platform/http';

/** Input of DK07: the loan that is settled. */
export class SettleLoanInput {
  @IsUUID()
  loanId!: string;
}

/** Input of DK06: a part of the principal, and what it lowers. */
export class PrepayInput extends SettleLoanInput {
  /** Principal, yuan; its interest up to the day comes on top. */
  @IsYuan({ min: '1.00' })
  amount!: string;

  @IsIn(['reduce-instalment', 'reduce-term'])
  mode!: 'reduce-instalment' | 'reduce-term';
}

import { IsDay } from '../../../../platform/http';

/** Input of GJ33: both days are part of the period. */
export class MemberStatementInput {
  @IsDay()
  from!: string;

  @IsDay()
  to!: string;
}

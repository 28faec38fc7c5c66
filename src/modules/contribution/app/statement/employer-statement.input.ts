import { IsUUID } from 'class-validator';
import { IsMonth } from '../../../../platform/http';

/** Input of GJ18. */
export class EmployerStatementInput {
  @IsUUID()
  employerId!: string;

  @IsMonth()
  month!: string;
}

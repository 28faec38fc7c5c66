import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCreditCode, IsMonth, IsPersonName, IsResidentId } from '../../../../platform/http';
import { DISTRICTS } from '../../domain/employer/districts';

/** A ratio of contribution on the wire. */
export const RATIO = /^0\.\d{1,4}$/;

export class AgentInput {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;
}

/** Input of GJ01; the rest of an employer's data comes from the licence. */
export class RegisterEmployerInput {
  @IsCreditCode()
  creditCode!: string;

  /** Need not be given; when it is, it must be the name on the licence. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  /** District the employer belongs to: it sets the lower limit of bases. */
  @IsIn([...DISTRICTS])
  district!: string;

  /** Day of the month on which wages are paid (DWFXR). */
  @IsInt()
  @Min(1)
  @Max(31)
  payday!: number;

  @Matches(RATIO)
  ratioEmployer!: string;

  @Matches(RATIO)
  ratioEmployee!: string;

  @IsMonth()
  firstMonth!: string;

  /** Who acts for the employer from now on (专管员); the applicant unless given. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentInput)
  agent?: AgentInput;
}

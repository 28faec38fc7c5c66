import { IsOptional, IsUUID } from 'class-validator';
import { IsCreditCode, IsMonth, IsPersonName, IsResidentId, IsYuan } from '../../../../platform/http';

/** Input of GJ25: an agent names the employer and the member; a member names the new employer. */
export class TransferInput {
  /** The new employer, by its agent. */
  @IsOptional()
  @IsUUID()
  employerId?: string;

  /** The new employer, by the member: its unified social credit code. */
  @IsOptional()
  @IsCreditCode()
  creditCode?: string;

  @IsOptional()
  @IsPersonName()
  name?: string;

  @IsOptional()
  @IsResidentId()
  idNo?: string;

  /** Average monthly wage, yuan; that of the account unless given. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  base?: string;

  /** First month with the new employer; the first one it has not confirmed yet unless given. */
  @IsOptional()
  @IsMonth()
  month?: string;
}

/** Input of GJ26: an agent names the employer and the member; a member nothing. */
export class CentralSealInput {
  @IsOptional()
  @IsUUID()
  employerId?: string;

  @IsOptional()
  @IsPersonName()
  name?: string;

  @IsOptional()
  @IsResidentId()
  idNo?: string;
}

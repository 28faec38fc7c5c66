import { IsOptional, IsString, Length } from 'class-validator';
import { ContractLoanInput } from './loan.input';

export class SecondHandLoanInput extends ContractLoanInput {
  /** Bank whose mortgage on the home the seller still has (带押过户); it is cleared before the seller is paid. */
  @IsOptional()
  @IsString()
  @Length(2, 80)
  sellerLender?: string;
}

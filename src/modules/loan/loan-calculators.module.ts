import { Module } from '@nestjs/common';
import { LoanCalculatorsController } from './http/calculator/loan-calculators.controller';
import { LoanFundModule } from './loan-fund.module';

/** Public calculators of loans: no case, nothing stored; of the centre's state whether less is lent now. */
@Module({ imports: [LoanFundModule], controllers: [LoanCalculatorsController] })
export class LoanCalculatorsModule {}

export { LoanModule } from './loan.module';

export { WithdrawalModule } from './withdrawal.module';

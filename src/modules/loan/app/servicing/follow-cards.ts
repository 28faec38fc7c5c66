import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { followCards } from '../../store/servicing/repayment-card-store';
import type { LoanNightWork } from '../night/loan-night-work';

const LOANS = 5_000;

/** The card that repays a loan: the borrower's, and where its holder has bound another one, that one. Before anything is due. */
@Injectable()
export class FollowCards implements LoanNightWork {
  batch(tx: Tx): Promise<number> {
    return followCards(tx, LOANS);
  }
}

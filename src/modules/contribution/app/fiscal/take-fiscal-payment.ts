import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { type Fen, fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { ListFaults } from '../../domain/remittance/list-fault';
import { paymentNo } from '../../domain/remittance/payment-number';
import { readYuan } from '../../domain/remittance/list-row';
import { selectCollectionAccounts } from '../../store/collection-account-store';
import {
  type FiscalPart,
  type FiscalPayment,
  insertFiscalPayment,
  selectFiscalPayment,
  selectUnitsOfPayees,
} from '../../store/fiscal-payment-store';
import { nextPaymentSequence } from '../../store/remittance-list-store';
import type { SentRows } from '../remittance/lay-out-list';
import { ListHasErrors } from '../remittance/list-problems';

/** A payment of the treasury as it stands; `total` in yuan. */
export interface FiscalPaymentView {
  readonly id: string;
  /** What to write on the transfer. */
  readonly paymentNo: string;
  readonly state: FiscalPayment['state'];
  readonly parts: number;
  readonly total: string;
  readonly payTo: { readonly account: string; readonly name: string; readonly bank: string };
}

/** Takes the file that says whose a payment of the treasury is, and gives the number to pay under. */
@Injectable()
export class TakeFiscalPayment {
  constructor(private readonly clock: Clock) {}

  /** Whole or not at all. @throws ListHasErrors (422) with every fault, the sum among them. */
  async take(tx: Tx, actor: Actor, id: string, total: Fen, sent: SentRows): Promise<void> {
    const parts = await this.partsOf(tx, sent, total);
    const number = paymentNo(this.clock.today(), await nextPaymentSequence(tx), 'CZ');
    const payment = { id, paymentNo: number, totalFen: total, sentBy: actor.subject, at: this.clock.now() };
    await insertFiscalPayment(tx, payment, parts);
  }

  /** @throws Problem 404 when there is none. */
  async read(tx: Tx, id: string): Promise<FiscalPaymentView> {
    const payment = await selectFiscalPayment(tx, id);
    if (!payment) throw notFound();
    const [{ accountNo, name, bankCode }] = await selectCollectionAccounts(tx);
    const { paymentNo: number, state, parts, totalFen } = payment;
    const payTo = { account: accountNo, name, bank: bankCode };
    return { id, paymentNo: number, state, parts, total: yuan(totalFen), payTo };
  }

  private async partsOf(tx: Tx, { rows, faults: told }: SentRows, total: Fen): Promise<FiscalPart[]> {
    const faults = ListFaults.from(told);
    if (rows.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    const said = rows.map(({ row, cells }) => {
      const payee = (cells.payee ?? '').normalize('NFKC').trim().toUpperCase();
      return { row, payee, amount: readYuan(cells.amount ?? '', faults.source) };
    });
    const units = await selectUnitsOfPayees(
      tx,
      said.map(({ payee }) => payee),
    );
    const firstRow = new Map<string, number>();
    const parts = said.flatMap(({ row, payee, amount }): FiscalPart[] => {
      const unitId = units.get(payee);
      const first = firstRow.get(payee);
      firstRow.set(payee, first ?? row);
      if (unitId === undefined) faults.add('PAYEE_UNKNOWN', { row, column: 'payee', value: payee });
      else if (first !== undefined)
        faults.add('PAYEE_REPEATED', { row, column: 'payee', value: payee }, String(first));
      if (amount === null) faults.add('MONEY_FORMAT', { row, column: 'amount' });
      else if (amount === 0n) faults.add('AMOUNT_MISSING', { row, column: 'amount' });
      return unitId === undefined || amount === null ? [] : [{ row, unitId, payee, amountFen: amount }];
    });
    const sum = fen(parts.reduce((all, { amountFen }) => all + amountFen, 0n));
    if (faults.count === 0 && sum !== total)
      faults.add('TOTAL_DIFFERS', { field: 'total', value: yuan(total) }, yuan(sum));
    if (faults.count > 0) throw new ListHasErrors(faults);
    return parts;
  }
}

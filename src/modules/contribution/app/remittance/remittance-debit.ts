import { Injectable } from '@nestjs/common';
import { type Fen, yuan } from '../../../../kernel/money';
import { Sealer } from '../../../../platform/crypto/sealer';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import type { Collected, Collection, CollectionHandler, Uncollected } from '../../../settlement';
import { Collections } from '../../../settlement';
import { REMITTANCE_DEBIT, refusedDebit } from '../../domain/remittance/debit';
import { lockListById, selectList } from '../../store/remittance-list-store';
import { selectMandate } from '../../store/unit-mandate-store';
import { BookRemittance } from './book-remittance';

/** What the employer is told of the account that its list is collected from. */
export interface Debited {
  readonly bank: string;
  readonly last4: string;
  readonly amount: string;
}

/**
 * 委托收款 of a list (GJ11 by the mandate of GJ04): collected once, decomposed as money that was transferred under the
 * list's number. Refused, the list goes on awaiting its funds.
 */
@Injectable()
export class RemittanceDebit implements CollectionHandler {
  readonly into = 'collection';
  /** 汇补缴. */
  readonly busType = '01';
  readonly message = 'BDC104';
  /** Its receipts are those of transfers: the same tables, the same proof. */
  readonly matcher = 'remittance';

  constructor(
    private readonly collections: Collections,
    private readonly remittances: BookRemittance,
    private readonly caseFile: CaseFile,
    private readonly sealer: Sealer,
  ) {}

  /** Orders the amount from the account of the mandate; sent when `tx` is committed. Unit and list are locked. */
  async order(tx: Tx, list: { id: string; unitId: bigint }, amountFen: Fen): Promise<Debited> {
    const mandate = await selectMandate(tx, list.unitId);
    if (mandate === null) throw new Error('an approved debit has a mandate');
    const { bankCode, last4 } = mandate;
    const account = {
      accountNo: this.sealer.open(mandate.accountSealed),
      name: this.sealer.open(mandate.ownerSealed),
      bankCode,
      corporate: true,
    };
    await this.collections.collectSoon(tx, {
      purpose: REMITTANCE_DEBIT,
      sourceId: list.id,
      payer: { account },
      amountFen,
      summary: '住房公积金汇缴',
    });
    return { bank: bankCode, last4, amount: yuan(amountFen) };
  }

  /** Whether the bank may have taken the money, or may still take it. */
  async isOpen(tx: Tx, listId: string): Promise<boolean> {
    const newest = await this.collections.newestOf(tx, REMITTANCE_DEBIT, listId);
    return newest !== null && newest.state !== 'rejected' && newest.state !== 'paid';
  }

  async onCollected(tx: Tx, { sourceId, receipt }: Collected): Promise<void> {
    const list = await lockListById(tx, sourceId);
    if (!list) throw new Error(`the list ${sourceId} that was collected is gone`);
    const book = await this.remittances.forList(tx, list, receipt, 'mandate');
    await book();
  }

  async onRejected(tx: Tx, { sourceId, rejectCode: code, amountFen }: Uncollected): Promise<void> {
    const note = { ...refusedDebit(code) };
    const body = { code, amount: yuan(amountFen), note };
    await this.caseFile.tell(tx, await this.caseOf(tx, sourceId), { kind: 'debit-rejected', body });
  }

  async onUnknown(tx: Tx, { sourceId }: Collection): Promise<void> {
    await this.caseFile.tell(tx, await this.caseOf(tx, sourceId), { kind: 'debit-unknown', body: {} });
  }

  private async caseOf(tx: Tx, listId: string): Promise<string> {
    const list = await selectList(tx, listId, { lock: false });
    if (!list || list.caseId === null) throw new Error(`list ${listId} was collected without a case`);
    return list.caseId;
  }
}

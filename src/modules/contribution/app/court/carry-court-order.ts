import { Injectable } from '@nestjs/common';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { fen, parseYuan, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext } from '../../../casework';
import type { CourtOrderFact } from '../../domain/court/court-order';
import { FREEZE_STATE_TEXT } from '../../domain/court/freeze-state';
import { insertCourtOrder } from '../../store/court-freeze-store';
import { CourtDeductions } from './court-deductions';
import { CourtFreezes, FreezeEndedMeanwhile } from './court-freezes';

type Order = Extract<CourtOrderFact, { inForce: true }>;
type Told = { readonly [key: string]: Json };
type Carried = CaseContext<object> & { readonly caseId: string };

interface Of {
  readonly accountId: bigint;
  readonly personId: string;
  readonly caseId: string;
}

/** Carries an approved order of a court out, under the account's lock. */
@Injectable()
export class CarryCourtOrder {
  constructor(
    private readonly freezes: CourtFreezes,
    private readonly deductions: CourtDeductions,
    private readonly clock: Clock,
  ) {}

  async carry(
    tx: Tx,
    { accountId, personId, caseId }: Carried,
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const fact = facts.get('court.order');
    const order = fact?.state === 'known' ? (fact.value as CourtOrderFact) : null;
    if (accountId === null || !order?.inForce) throw new Error('an approved order has an account');
    const of = { accountId, personId, caseId };
    await this.note(tx, of, order);
    if (order.kind === 'deduct') return this.deductions.carry(tx, of, order);
    const told = await this.measure(tx, of, order);
    const receipt = { orderNo: order.orderNo, court: order.court, measure: order.kind, ...told };
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }

  private measure(tx: Tx, of: Of, order: Order): Promise<Told> {
    if (order.kind === 'freeze') return this.freeze(tx, of, order);
    return order.kind === 'renew' ? this.renew(tx, of, order) : this.release(tx, of, order);
  }

  private async freeze(tx: Tx, of: Of, { orderNo, court, until, amount }: Order): Promise<Told> {
    if (until === null) throw new Error('an approved freeze has a last day');
    const wantedFen = amount === null ? null : parseYuan(amount);
    const { freeze, place } = await this.freezes.serve(tx, { ...of, orderNo, court, until, wantedFen });
    return {
      state: freeze.state,
      stateText: { ...FREEZE_STATE_TEXT[freeze.state] },
      place,
      whole: wantedFen === null,
      wanted: amount,
      frozen: yuan(fen(freeze.frozenFen)),
      until,
    };
  }

  private async renew(tx: Tx, { accountId }: Of, { refersTo, until }: Order): Promise<Told> {
    if (refersTo === null || until === null) throw new Error('an approved renewal names a freeze and a day');
    await this.freezes.renew(tx, refersTo, until);
    const freeze = await this.freezes.find(tx, accountId, refersTo);
    return { refersTo, until, frozen: yuan(fen(freeze?.frozenFen ?? 0n)) };
  }

  private async release(tx: Tx, { accountId }: Of, { refersTo }: Order): Promise<Told> {
    const freeze = refersTo === null ? null : await this.freezes.find(tx, accountId, refersTo);
    if (!freeze) throw new FreezeEndedMeanwhile('released');
    await this.freezes.end(tx, freeze, 'released', this.clock.today());
    return { refersTo, freed: yuan(fen(freeze.frozenFen)) };
  }

  private async note(tx: Tx, { accountId, caseId }: Of, order: Order): Promise<void> {
    const { orderNo, court, kind, amount, issuedOn, until, refersTo } = order;
    const amountFen = amount === null ? null : parseYuan(amount);
    const on = this.clock.today();
    await insertCourtOrder(tx, {
      orderNo,
      court,
      kind,
      accountId,
      amountFen,
      issuedOn,
      until,
      refersTo,
      caseId,
      on,
    });
  }
}

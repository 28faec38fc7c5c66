import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { Parties } from '../../../party';
import {
  type Ask,
  Evidence,
  type Exchange,
  type Grants,
  HousingBureau,
  type PersonAsked,
} from '../../../registry';
import { nextAskOn, retryMs } from '../../domain/recovery/ask-days';
import {
  endRound,
  planWatches,
  type PurchaseWatch,
  selectWatch,
} from '../../store/recovery/purchase-watch-store';
import { Recoveries } from './recoveries';

/** For which the bureau is asked after a payment, and for which fields: whether that contract stands, no more. */
export const WATCH_PURPOSE = 'purchase-watch';
export const WATCH_GRANTS: Grants = { 'HSG.filed-contracts': ['contractNo', 'status'] };

const DUTY = '《住房公积金管理条例》第五条 (Regulations, article 5)';
const fields = ['contractNo', 'status'] as const;
/** Days decide, and what the bureau tells need not be asked about within the second. */
const ticks = 8;
const batch = 8;
const leased = { table: 'purchase_watch', work: 't.due_at IS NOT NULL' };

/**
 * Asks the housing bureau again after a purchase was paid upon, on set days and whenever it tells that a contract
 * changed, then of what is still to be paid as well. Its silence changes nothing; a contract that it does not name is not cancelled.
 */
@Injectable()
export class WatchPurchases extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bureau: HousingBureau,
    private readonly parties: Parties,
    private readonly evidence: Evidence,
    private readonly recoveries: Recoveries,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('purchase-watch', scheduler, config.workerIntervalMs * ticks, 2);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const [told, claims] = await this.unitOfWork.run(centreId, async (tx) => {
      const late = await this.recoveries.tellOverdue(tx);
      await planWatches(tx, this.clock.today());
      return [late, await claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch })] as const;
    });
    await Promise.all(claims.map((claim) => this.carry(centreId, claim)));
    return told + claims.length;
  }

  private async carry(centreId: number, claim: Claim): Promise<void> {
    try {
      await this.ask(centreId, claim);
    } catch (error) {
      // The lease runs out, and it is asked again.
      this.logger.warn({ event: 'purchase-watch-failed', caseId: claim.id, fault: nameOf(error) });
    }
  }

  /** No transaction is open while the bureau is asked. */
  private async ask(centreId: number, { id, token, attempts }: Claim): Promise<void> {
    const found = await this.unitOfWork.read(centreId, (tx) => this.find(tx, id));
    if (!found) return;
    const { watch, people } = found;
    const exchanges: Exchange[] = [];
    const said = await this.statusOf(watch, people, exchanges);
    await this.unitOfWork.run(centreId, async (tx) => {
      await this.evidence.store(tx, id, exchanges);
      const paidOn = watch.paidOn ?? this.clock.today();
      const next =
        said === 'unknown'
          ? { retryMs: retryMs(attempts) }
          : { nextOn: nextAskOn(paidOn, this.clock.today()) };
      if (said === 'cancelled' || said === 'valid')
        await this.recoveries.contractSaid(tx, watch, said === 'cancelled');
      // Somebody else asked meanwhile: what was said holds, the next day is theirs to set.
      await endRound(tx, { id, token }, next);
    });
  }

  private async find(tx: Tx, id: string): Promise<{ watch: PurchaseWatch; people: PersonAsked[] } | null> {
    const watch = await selectWatch(tx, id);
    if (watch === null) return null;
    const { personId, spousePersonId } = watch;
    const ids = spousePersonId === null ? [personId] : [personId, spousePersonId];
    const identities = await this.parties.identitiesOf(tx, ids);
    const people = ids.flatMap((person) => {
      const identity = identities.get(person);
      return identity ? [{ name: identity.name, idNo: identity.idNo }] : [];
    });
    return { watch, people };
  }

  /** The buyer is asked about, or the spouse; `unnamed`: the bureau names the contract for neither. */
  private async statusOf(
    { caseId, contractNo }: PurchaseWatch,
    people: readonly PersonAsked[],
    exchanges: Exchange[],
  ): Promise<'valid' | 'cancelled' | 'unnamed' | 'unknown'> {
    const ask: Ask = {
      traceId: newId().replaceAll('-', ''),
      purpose: WATCH_PURPOSE,
      caseId,
      basis: DUTY,
    };
    let silent = people.length === 0;
    for (const person of people) {
      const answer = await this.bureau.filedContracts(ask, person, fields);
      if (answer.exchange) exchanges.push(answer.exchange);
      if (answer.state === 'unknown') {
        silent = true;
        continue;
      }
      const contract = answer.value.find((filed) => filed.contractNo === contractNo);
      if (contract) return contract.status;
    }
    return silent ? 'unknown' : 'unnamed';
  }
}

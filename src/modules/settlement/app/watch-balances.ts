import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../platform/lease/lease';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { compareBalance, type LastLook } from '../domain/account-balance';
import type { BankCall, Said } from '../domain/bank-line';
import type { BalanceAnswer } from '../domain/account-balance';
import type { Position } from '../domain/liquidity';
import {
  type AccountInView,
  insertMissingBalances,
  leasedBalances,
  lookAgain,
  selectAccountsInView,
  storeLook,
} from '../store/bank-balance-store';
import { BankEvidence } from '../store/bank-evidence';
import { selectPositions } from '../store/position-store';
import { BankLines } from '../wire/bank-lines';

/** Looked at once in so many ticks of the other workers. */
const ticks = 20;
const AT_ONCE = 16;
/** A difference is told within a minute: two looks and the time between them. */
const NEXT_LOOK_MS = 30_000;
const SECOND_LOOK_MS = 10_000;

interface Looked {
  readonly claim: Claim;
  readonly account: AccountInView;
  readonly answer: Said<BalanceAnswer>;
}

/**
 * 账户实时监控 (BDC123): asks the banks what is on the centre's accounts and compares it with the books. Silence of a bank
 * says nothing: what was seen last stays, and grows old.
 */
@Injectable()
export class WatchBalances extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly banks: BankLines,
    private readonly evidence: BankEvidence,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('bank-balances', scheduler, config.workerIntervalMs * ticks);
  }

  /** Asks about every account that is due, once; returns how many there were. */
  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    const claims = await this.claim();
    if (claims.length === 0) return 0;
    const before = await this.look(centreId);
    const looked = await Promise.all(
      claims.flatMap((claim) => {
        const account = before.accounts.get(claim.id);
        return account ? [this.ask(claim, account)] : [];
      }),
    );
    const after = await this.look(centreId);
    for (const one of looked)
      await this.unitOfWork.run(centreId, (tx) => this.note(tx, one, before.positions, after.positions));
    // The next round is that of the next tick.
    return 0;
  }

  private claim(): Promise<Claim[]> {
    const { centreId, instanceName: owner } = this.config;
    return this.unitOfWork.run(centreId, async (tx) => {
      await insertMissingBalances(tx);
      return claimDue(tx, leasedBalances, { owner, ttlMs: LEASE_MS, limit: AT_ONCE });
    });
  }

  private look(centreId: number): Promise<{
    accounts: ReadonlyMap<string, AccountInView>;
    positions: ReadonlyMap<string, Position>;
  }> {
    return this.unitOfWork.read(centreId, async (tx) => ({
      accounts: new Map((await selectAccountsInView(tx)).map((account) => [account.id, account])),
      positions: new Map((await selectPositions(tx)).map((position) => [position.accountId, position])),
    }));
  }

  private async ask(claim: Claim, account: AccountInView): Promise<Looked> {
    const line = this.banks.find(account.bankCode);
    const silent: Said<BalanceAnswer> = {
      said: { state: 'unknown', reason: 'denied', detail: null },
      call: null,
    };
    return { claim, account, answer: line ? await line.balance(account.accountNo) : silent };
  }

  private async note(
    tx: Tx,
    { claim, account, answer }: Looked,
    before: ReadonlyMap<string, Position>,
    after: ReadonlyMap<string, Position>,
  ): Promise<void> {
    const { said, call } = answer;
    const [then, now] = [before.get(account.id), after.get(account.id)];
    const seen =
      said.state === 'known' && then && now ? compareBalance(then, now, said.balanceFen, account) : null;
    const isSettled = seen === null ? said.state === 'unknown' : seen.state !== 'suspected';
    const dueInMs = isSettled ? NEXT_LOOK_MS : SECOND_LOOK_MS;
    if (!(await lookAgain(tx, claim.id, claim.token, dueInMs))) return;
    if (seen === null || said.state !== 'known' || !now) return;
    const { bookFen } = now;
    await storeLook(tx, account.id, { ...seen, bookFen, bankFen: said.balanceFen }, this.clock.now());
    if (seen.state === 'differs' && account.state !== 'differs') await this.alarm(tx, account, seen, call);
  }

  /** A person looks: once a difference, with the bank's own words as evidence. */
  private async alarm(tx: Tx, account: AccountInView, seen: LastLook, call: BankCall | null): Promise<void> {
    const { bankCode, accountNo: reference } = account;
    this.logger.error({
      event: 'bank-balance-differs',
      bankCode,
      differenceFen: seen.differenceFen.toString(),
    });
    const exchangeId = call && (await this.evidence.storeCall(tx, call, { instructionId: null, reference }));
    await this.evidence.incident(tx, 'BALANCE_DIFFERS', {
      bankCode,
      instructionId: null,
      exchangeId,
      reference,
    });
  }
}

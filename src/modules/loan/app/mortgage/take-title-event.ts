import { Injectable, Logger } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { nameOf } from '../../../../platform/lease/worker';
import { RegistryMail, type TitleEvent } from '../../../registry';
import { nudgeBranch } from '../../store/loan-hall-branch-store';
import { selectLoanOfHall } from '../../store/loan-hall-store';
import { selectMortgageByNumber, selectToConvert } from '../../store/loan-mortgage-store';
import { insertRegistryEvent, selectRegistryEvent } from '../../store/registry-event-store';
import { DisburseLoan } from '../disbursement/disburse-loan';
import { ApplyTold } from './apply-told';
import { RequestMortgage } from './request-mortgage';

/** What became of something pushed to us. */
export type TakenEvent =
  | { readonly result: 'applied' | 'known' }
  | { readonly result: 'not-believed' | 'unreadable' | 'unknown-application' };

interface Made {
  readonly taken: TakenEvent;
  /** The loan whose money is to leave now. */
  readonly dueLoanId: string | null;
}

/** Another delivery of the same event was faster: what this one did is undone. */
class KeptMeanwhile extends Error {
  override name = 'KeptMeanwhile';
}

/** Takes what the title registry tells by itself: verified, kept once, applied with it; the money leaves right after. */
@Injectable()
export class TakeTitleEvent {
  private readonly logger = new Logger(TakeTitleEvent.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mail: RegistryMail,
    private readonly told: ApplyTold,
    private readonly mortgages: RequestMortgage,
    private readonly disbursing: DisburseLoan,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async take(bytes: Buffer, signature: string | null): Promise<TakenEvent> {
    const opened = this.mail.titleEvent(bytes, signature);
    if (opened.state === 'refused') {
      this.logger.warn({ event: 'title-event-refused', fault: opened.fault });
      return { result: opened.fault === 'shape' ? 'unreadable' : 'not-believed' };
    }
    const { centreId } = this.config;
    const { taken, dueLoanId } = await this.keepOnce(centreId, opened.event);
    if (dueLoanId !== null) await this.disburse(centreId, dueLoanId);
    return taken;
  }

  private async keepOnce(centreId: number, event: TitleEvent): Promise<Made> {
    try {
      return await this.keep(centreId, event);
    } catch (error) {
      if (!(error instanceof KeptMeanwhile)) throw error;
      return { taken: { result: 'known' }, dueLoanId: null };
    }
  }

  @CrashPoint('title-event')
  private keep(centreId: number, event: TitleEvent): Promise<Made> {
    return this.unitOfWork.run(centreId, async (tx): Promise<Made> => {
      if ((await selectRegistryEvent(tx, event.eventNo)) !== null)
        return { taken: { result: 'known' }, dueLoanId: null };
      switch (event.told.about) {
        case 'mortgage':
          return this.ofMortgage(tx, event, event.told);
        case 'hall':
          return this.ofHall(tx, event, event.told);
        case 'first-title':
          return this.ofFirstTitle(tx, event);
      }
    });
  }

  private async ofMortgage(
    tx: Tx,
    event: TitleEvent,
    told: Extract<TitleEvent['told'], { about: 'mortgage' }>,
  ): Promise<Made> {
    const mortgage = await selectMortgageByNumber(tx, told.applyNo);
    if (!mortgage) return { taken: { result: 'unknown-application' }, dueLoanId: null };
    const { effect, due } = await this.told.apply(tx, mortgage, told);
    await this.store(tx, event, mortgage.id, effect);
    return {
      taken: { result: effect === 'applied' ? 'applied' : 'known' },
      dueLoanId: due ? mortgage.loanId : null,
    };
  }

  /** The desk of the hall says that a department has moved: it is asked at once, and its word counts. */
  private async ofHall(
    tx: Tx,
    event: TitleEvent,
    { hallNo, party: branch }: Extract<TitleEvent['told'], { about: 'hall' }>,
  ): Promise<Made> {
    const loanId = await selectLoanOfHall(tx, hallNo);
    if (loanId === null) return { taken: { result: 'unknown-application' }, dueLoanId: null };
    const effect = (await nudgeBranch(tx, { loanId, branch })) ? 'applied' : 'none';
    await this.store(tx, event, null, effect);
    return { taken: { result: effect === 'applied' ? 'applied' : 'known' }, dueLoanId: null };
  }

  /** The home is complete and has its title: pre-notices on it become mortgages, nobody applies for it. */
  private async ofFirstTitle(tx: Tx, event: TitleEvent): Promise<Made> {
    const loans = await selectToConvert(tx, event.unitKey);
    for (const loan of loans) await this.mortgages.convert(tx, loan);
    const effect = loans.length > 0 ? 'applied' : 'none';
    await this.store(tx, event, null, effect);
    return { taken: { result: effect === 'applied' ? 'applied' : 'known' }, dueLoanId: null };
  }

  private async store(
    tx: Tx,
    event: TitleEvent,
    mortgageId: string | null,
    effect: 'applied' | 'none',
  ): Promise<void> {
    const { eventNo, unitKey, occurredAt, told } = event;
    const body = { ...told, occurredAt: occurredAt.toISOString() } as unknown as Json;
    const at = this.clock.now();
    const kept = await insertRegistryEvent(tx, {
      id: newId(),
      eventNo,
      unitKey,
      mortgageId,
      body,
      effect,
      at,
    });
    if (!kept) throw new KeptMeanwhile(eventNo);
  }

  /** The event is kept whatever befalls the payment: the worker has it. */
  private async disburse(centreId: number, loanId: string): Promise<void> {
    try {
      await this.disbursing.disburse(centreId, loanId);
    } catch (error) {
      this.logger.error({ event: 'disbursement-failed', loanId, fault: nameOf(error) });
    }
  }
}

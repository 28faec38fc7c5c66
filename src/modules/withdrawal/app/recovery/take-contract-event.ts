import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { RegistryMail } from '../../../registry';
import { insertContractEvent } from '../../store/recovery/contract-event-store';
import { nudgeContract } from '../../store/recovery/purchase-watch-store';

export type TakenContractEvent = 'applied' | 'none' | 'unreadable' | 'not-believed';

/** Another delivery of the same event was faster, or it came before: what this one did is undone. */
class KeptBefore extends Error {
  override name = 'KeptBefore';
}

/**
 * Takes what the housing bureau tells by itself: verified and kept once. It decides nothing: the bureau is asked at
 * once about everybody who drew on that contract, and its answer counts.
 */
@Injectable()
export class TakeContractEvent {
  private readonly logger = new Logger(TakeContractEvent.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mail: RegistryMail,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async take(bytes: Buffer, signature: string): Promise<TakenContractEvent> {
    const opened = this.mail.contractEvent(bytes, signature);
    if (opened.state === 'refused') {
      this.logger.warn({ event: 'contract-event-refused', fault: opened.fault });
      return opened.fault === 'shape' ? 'unreadable' : 'not-believed';
    }
    const { eventNo, unitKey, contractNo, occurredAt, told } = opened.event;
    try {
      return await this.unitOfWork.run(this.config.centreId, async (tx) => {
        const touched = await nudgeContract(tx, contractNo, this.clock.today());
        const effect = touched > 0 ? 'applied' : 'none';
        const body = { contractNo, told, occurredAt: occurredAt.toISOString() };
        const event = { id: newId(), eventNo, unitKey, body, effect, at: this.clock.now() } as const;
        if (!(await insertContractEvent(tx, event))) throw new KeptBefore(eventNo);
        return effect;
      });
    } catch (error) {
      if (error instanceof KeptBefore) return 'none';
      throw error;
    }
  }
}

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { nameOf } from '../../../platform/lease/worker';
import { AskRegistry } from '../../registry';
import { wakeWaiting } from '../store/waiting-store';

/** When a registry that had failed answers again, the cases that wait for it need not sit out their delay. */
@Injectable()
export class WakeWaitingCases implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WakeWaitingCases.name);
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly registries: AskRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.registries.onReopened((registry) => {
      this.wake(registry).catch((error: unknown) => {
        // They are asked again anyway, only later.
        this.logger.warn({ event: 'wake-failed', registry, fault: nameOf(error) });
      });
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  private async wake(registry: string): Promise<void> {
    const woken = await this.unitOfWork.run(this.config.centreId, (tx) => wakeWaiting(tx, registry));
    if (woken > 0) this.logger.log({ event: 'cases-woken', registry, woken });
  }
}

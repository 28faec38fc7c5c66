import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Answer, Ask } from '../domain/answer';
import type { Question } from './converse';
import { RegistryLine } from './registry-line';
import { RegistryOptions, type AskedRegistry } from './registry-options';

/** One line a registry; every connector asks through here. */
@Injectable()
export class AskRegistry implements OnModuleDestroy {
  private readonly lines: Readonly<Record<AskedRegistry, RegistryLine>>;

  constructor(options: RegistryOptions, sealer: Sealer, clock: Clock) {
    const line = (registry: AskedRegistry): RegistryLine =>
      new RegistryLine(registry, options.baseUrls[registry], options, sealer, clock);
    this.lines = {
      MSA: line('MSA'),
      POL: line('POL'),
      SOC: line('SOC'),
      CIV: line('CIV'),
      REA: line('REA'),
      HSG: line('HSG'),
      HRR: line('HRR'),
      TAX: line('TAX'),
      PBC: line('PBC'),
      NAT: line('NAT'),
    };
  }

  /** Asks one registry. Faults outside are `unknown` answers. */
  ask<T>(registry: AskedRegistry, ask: Ask, question: Question<T>): Promise<Answer<T>> {
    return this.lines[registry].ask(ask, question);
  }

  /**
   * Calls the listener with a registry that answers again after its breaker was open, so that waiting cases can be
   * asked anew. Returns how to unsubscribe.
   */
  onReopened(listener: (registry: AskedRegistry) => void): () => void {
    const registries = Object.keys(this.lines) as AskedRegistry[];
    const stops = registries.map((registry) => this.lines[registry].onReopened(() => listener(registry)));
    return () => stops.forEach((stop) => stop());
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Object.values(this.lines).map((line) => line.close()));
  }
}

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Answer, Ask } from '../domain/answer';
import { everyField } from '../domain/every-field';
import { registryOf, type FieldOf, type QuestionName } from '../domain/questions';
import type { Question } from './converse';
import { PurposeGrants } from './purpose-grants';
import { RegistryLine } from './registry-line';
import { RegistryOptions, type AskedRegistry } from './registry-options';

/** The bank's checks of cards and accounts are asked by settlement. */
type AskedQuestion = Exclude<QuestionName, 'BNK.card-four-factors' | 'BNK.account-owner'>;

/** One line a registry; every connector asks through here. */
@Injectable()
export class AskRegistry implements OnModuleDestroy {
  private readonly logger = new Logger(AskRegistry.name);
  private readonly lines: Readonly<Record<AskedRegistry, RegistryLine>>;

  constructor(
    options: RegistryOptions,
    sealer: Sealer,
    clock: Clock,
    private readonly grants: PurposeGrants,
  ) {
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
      CRT: line('CRT'),
      BNK: line('BNK'),
    };
  }

  /**
   * Puts one question for the fields that its purpose is granted. Faults outside are `unknown` answers. A purpose that
   * is not granted the question, or not a field that the caller needs (all of them where it does not say), is
   * `denied`, and nothing is sent.
   */
  async ask<Q extends AskedQuestion, T>(
    name: Q,
    ask: Ask,
    needed: readonly FieldOf<Q>[] | undefined,
    question: (fields: readonly FieldOf<Q>[]) => Question<T>,
  ): Promise<Answer<T>> {
    const granted = this.grants.fieldsFor(ask.purpose, name);
    if (granted === null || !(needed ?? everyField(name)).every((field) => granted.includes(field))) {
      this.logger.warn({ event: 'question-not-granted', question: name, purpose: ask.purpose });
      return { state: 'unknown', reason: 'denied', exchange: null };
    }
    return this.lines[registryOf(name)].ask(name, ask, question(granted));
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

  /** How each line stands: closed lines ask, open ones do not, half-open ones try once. */
  breakerStates(): { registry: AskedRegistry; state: RegistryLine['breakerState']; timesOpened: number }[] {
    const registries = Object.keys(this.lines) as AskedRegistry[];
    return registries.map((registry) => {
      const { breakerState, timesOpened } = this.lines[registry];
      return { registry, state: breakerState, timesOpened };
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Object.values(this.lines).map((line) => line.close()));
  }
}

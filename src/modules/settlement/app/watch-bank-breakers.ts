import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../../platform/metrics';
import { BankLines } from '../wire/bank-lines';

const LEVEL = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Shows how the breakers of this process to each bank stand. */
@Injectable()
export class WatchBankBreakers {
  constructor(banks: BankLines, metrics: Metrics) {
    const gauge: Gauge<'bank' | 'about'> = new Gauge({
      name: 'zero_run_bank_breaker_state',
      help: 'Breaker of a bank in this process, for payments and for card checks: 0 closed, 1 half-open, 2 open',
      labelNames: ['bank', 'about'],
      registers: [metrics.registry],
      collect: () => {
        for (const { bankCode, about, state } of banks.breakers())
          gauge.set({ bank: bankCode, about }, LEVEL[state]);
      },
    });
  }
}

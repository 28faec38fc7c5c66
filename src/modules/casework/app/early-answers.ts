import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../../platform/metrics';

/**
 * Answers of a desk to cases that do not stand in its queue yet: the registry has been silent for less than the days that
 * bring a person in. They are taken, for the applicant is there with the paper, and somebody looks why.
 */
@Injectable()
export class EarlyAnswers {
  private readonly logger = new Logger(EarlyAnswers.name);
  private readonly counted: Counter<'fact'>;

  constructor(metrics: Metrics) {
    this.counted = new Counter({
      name: 'zero_run_desk_answers_early_total',
      help: 'Facts that a clerk supplied before the case stood in the queue of the desk',
      labelNames: ['fact'] as const,
      registers: [metrics.registry],
    });
  }

  note(caseId: string, fact: string, clerk: string): void {
    this.counted.inc({ fact });
    this.logger.warn({ event: 'desk-answer-early', caseId, fact, clerk });
  }
}

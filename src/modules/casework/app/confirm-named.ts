import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Evidence, Police } from '../../registry';
import type { NamedAtDesk } from '../desk-answering';
import { namedDeceased, namedMismatch, policeSilent } from './desk-problems';

/** Basis under which the police are asked: the application to which the paper was shown. */
const BASIS = '柜台补充的办件材料所载人员身份核验';

/**
 * Whom a clerk names from a paper is confirmed by the police before anybody else is asked about them: a slip of the
 * finger would otherwise ask for, and decide by, a stranger's homes and loans.
 */
@Injectable()
export class ConfirmNamed {
  constructor(
    private readonly police: Police,
    private readonly evidence: Evidence,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Runs with no transaction open; the evidence of the question is kept whatever comes of it.
   * @throws Problem 400 naming the field of whom the police know by another name, or as dead; 409 while they are silent.
   */
  async confirm(
    of: { centreId: number; caseId: string; item: string; traceId: string },
    named: readonly NamedAtDesk[],
  ): Promise<void> {
    if (named.length === 0) return;
    const { centreId, caseId, item, traceId } = of;
    const people = named.map(({ person }) => person);
    const answer = await this.police.people({ traceId, purpose: item, caseId, basis: BASIS }, people, [
      'alive',
    ]);
    const { exchange } = answer;
    if (exchange) await this.unitOfWork.run(centreId, (tx) => this.evidence.store(tx, caseId, [exchange]));
    if (answer.state === 'unknown') throw policeSilent();
    for (const [index, record] of answer.value.entries()) {
      const pointer = `/value/${named[index]?.field ?? ''}`;
      if (!record.match) throw namedMismatch(pointer);
      if (!record.alive) throw namedDeceased(pointer);
    }
  }
}

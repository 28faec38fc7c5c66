import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import { maskIdNo, Parties } from '../../party';
import { factWords } from '../catalogue/fact-words';
import type { CaseView } from '../domain/case-view';
import { selectCaseOwner } from '../store/case-store';
import { selectMissing } from '../store/desk-queue-store';
import { type DeskAnswerRow, selectDeskAnswers } from '../store/desk-store';
import type { ShownPaper } from './answer-fact';
import { CaseFile } from './case-file';
import { CaseReading } from './case-reading';
import { shownValue } from './clerk-at-desk';
import { DeskQueue, type MissingFact } from './desk-queue';
import { FactRegistry } from './fact-registry';

export interface SuppliedFact {
  readonly fact: string;
  readonly words: BilingualText;
  readonly evidenceNo: string;
  readonly value: Json;
  readonly paper: ShownPaper;
  readonly clerk: string;
  readonly at: string;
  /** Why the answer before it was wrong; null in a first answer. */
  readonly reason: string | null;
}

export interface DeskCaseView {
  readonly case: CaseView;
  /** As far as needed to compare with the identity card in hand; null when the person was never stored. */
  readonly applicant: { readonly name: string; readonly idNo: string } | null;
  readonly missing: readonly (MissingFact & { readonly example: Json | null })[];
  readonly supplied: readonly SuppliedFact[];
  readonly nextAskAt: string | null;
}

/** The whole case as a clerk sees it with the applicant before them. */
@Injectable()
export class DeskCase {
  constructor(
    private readonly reading: CaseReading,
    private readonly caseFile: CaseFile,
    private readonly queue: DeskQueue,
    private readonly facts: FactRegistry,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  /** @throws Problem 404, or 403 for a clerk too near to the case */
  async read(actor: Actor, caseId: string): Promise<DeskCaseView> {
    return this.reading.of(actor, caseId, async (tx) => {
      const view = await this.caseFile.view(tx, caseId);
      if (!view) throw notFound();
      const { missing, nextAskAt } = await selectMissing(tx, caseId);
      const answers = await selectDeskAnswers(tx, caseId);
      return {
        case: view,
        applicant: await this.applicantOf(tx, caseId),
        missing: this.queue
          .missingOf(missing)
          .map((fact) => ({ ...fact, example: this.facts.deskOf(fact.fact)?.example ?? null })),
        supplied: answers.map((answer) => this.suppliedBy(answer)).sort((a, b) => (a.at < b.at ? -1 : 1)),
        nextAskAt: nextAskAt?.toISOString() ?? null,
      };
    });
  }

  private async applicantOf(tx: Tx, caseId: string): Promise<DeskCaseView['applicant']> {
    const owner = await selectCaseOwner(tx, caseId);
    const stored = owner && (await this.parties.namesOf(tx, [owner.personId])).has(owner.personId);
    if (!owner || !stored) return null;
    const { name, idNo } = await this.parties.identityOf(tx, owner.personId);
    return { name, idNo: maskIdNo(idNo) };
  }

  private suppliedBy(answer: DeskAnswerRow): SuppliedFact {
    const { fact, evidenceNo, clerk, reason, answeredAt } = answer;
    const value = JSON.parse(this.sealer.open(answer.valueSealed)) as Json;
    return {
      fact,
      words: factWords(fact),
      evidenceNo,
      value: shownValue(this.facts, fact, value),
      paper: JSON.parse(this.sealer.open(answer.evidenceSealed)) as ShownPaper,
      clerk,
      at: answeredAt.toISOString(),
      reason,
    };
  }
}

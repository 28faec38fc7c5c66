import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import type { NextStep } from '../../domain/loan-next';
import type { Loan } from '../../store/loan-store';

/** What a part of this room knows of a loan and shows its people: signing, mortgage, repayment. */
export interface LoanPagePart {
  readonly name: string;
  /**
   * No personal data of others than the loan's people; null where there is nothing to show yet.
   * @param viewerId who of the loan's people looks; null for people of the centre.
   */
  read(tx: Tx, loan: Loan, viewerId: string | null): Promise<Json>;
  /** Who has the loan in hand, where this part knows better than the loan's state; null where it does not. */
  next?(tx: Tx, loan: Loan): Promise<(NextStep & { readonly since: Date }) | null>;
}

/** Parts that stand on the page of a loan beside its terms and timeline. */
@Injectable()
export class LoanPages {
  private readonly parts: LoanPagePart[] = [];

  /** Throws when a part of that name is there. */
  register(part: LoanPagePart): void {
    if (this.parts.some(({ name }) => name === part.name)) throw new Error(`${part.name} is shown twice`);
    this.parts.push(part);
  }

  async next(tx: Tx, loan: Loan): Promise<(NextStep & { readonly since: Date }) | null> {
    for (const part of this.parts) {
      const next = await part.next?.(tx, loan);
      if (next) return next;
    }
    return null;
  }

  async of(tx: Tx, loan: Loan, viewerId: string | null): Promise<Readonly<Record<string, Json>>> {
    const shown: Record<string, Json> = {};
    for (const part of this.parts) shown[part.name] = await part.read(tx, loan, viewerId);
    return shown;
  }
}

import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../../kernel/decision';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { maskName, Parties } from '../../../party';
import { ROLE_WORDS } from '../../domain/application/applicants';
import { type AskedApplication, selectAskedOf } from '../../store/loan-applicant-store';

/** An application in which somebody is asked to borrow or guarantee, as that person sees it. */
export interface ConsentView {
  readonly caseId: string;
  /** 'DK02' */
  readonly item: string;
  readonly role: 'spouse' | 'co-borrower' | 'guarantor';
  readonly roleText: BilingualText;
  /** Name of whoever applied, partly hidden. */
  readonly applicant: string;
  readonly askedAt: string;
  readonly said: 'agreed' | 'declined' | null;
  readonly saidAt: string | null;
  /** Whether the application still waits for words. */
  readonly open: boolean;
}

const OPEN = ['accepted', 'waiting', 'counter', 'overdue'];

/** What people are asked to agree to. */
@Injectable()
export class ReadConsents {
  constructor(private readonly parties: Parties) {}

  /** The latest first. */
  async of(tx: Tx, personId: string): Promise<ConsentView[]> {
    const asked = await selectAskedOf(tx, personId);
    const names = await this.parties.namesOf(
      tx,
      asked.map(({ applicantId }) => applicantId),
    );
    return asked.map((one) => viewOf(one, names.get(one.applicantId) ?? ''));
  }

  /** @throws Problem 404 when the person was not asked on that case. */
  async one(tx: Tx, personId: string, caseId: string): Promise<ConsentView> {
    const found = (await this.of(tx, personId)).find((one) => one.caseId === caseId);
    if (!found) throw notFound();
    return found;
  }
}

function viewOf(asked: AskedApplication, applicant: string): ConsentView {
  const { caseId, item, role, askedAt, agreed, saidAt, state } = asked;
  return {
    caseId,
    item,
    role,
    roleText: ROLE_WORDS[role],
    applicant: applicant === '' ? '' : maskName(applicant),
    askedAt: askedAt.toISOString(),
    said: agreed === null ? null : agreed ? 'agreed' : 'declined',
    saidAt: saidAt?.toISOString() ?? null,
    open: OPEN.includes(state),
  };
}

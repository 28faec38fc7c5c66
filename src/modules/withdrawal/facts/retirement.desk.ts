import { IsDay } from '../../../platform/http';
import type { DeskAnswering } from '../../casework';
import type { RetirementFact } from '../domain/fact-values';

/** What a retirement certificate or an approval of retirement shows. */
export class RetirementAtDesk {
  /** The day from which the member is retired. */
  @IsDay()
  retiredOn!: string;
}

/** `person.retirement` from a paper: pensions of army and organs, which human resources do not keep, or their silence. */
export const retirementAtDesk: DeskAnswering = {
  input: RetirementAtDesk,
  example: { retiredOn: '2026-10-01' },
  evidence: {
    'retirement-certificate': { zh: '离休证或退休证', en: 'retirement certificate' },
    'retirement-approval': {
      zh: '有审批权的部门出具的离退休审批表或通知',
      en: 'approval or notice of retirement by the authority',
    },
  },
  value({ retiredOn }: RetirementAtDesk): RetirementFact {
    return { retired: true, retiredOn };
  },
  same(one, other) {
    const [a, b] = [one as RetirementFact, other as RetirementFact];
    return a.retired && b.retired && a.retiredOn === b.retiredOn;
  },
  shown: (value) => value,
};

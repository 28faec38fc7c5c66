import { defineRule, regulationsClause } from '../../../../policy';
import { sameRatio } from '../../employer/same-ratio';
import type { ReliefAskedFact, ReliefPaperFact } from '../../employer/relief-facts';

/** Hardship is the word of the workers and of the committee; the clerk only shows their papers. */
export const reliefPapersGrantIt = defineRule({
  id: 'relief-papers-grant-it',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('20'),
  order: 20,
  reasonCode: 'RELIEF_PAPER',
  reads: { facts: ['relief.resolution', 'relief.committee', 'relief.asked'], parameters: [] },
  judge: ({ fact }) => {
    const asked = fact<ReliefAskedFact>('relief.asked');
    const papers = [fact<ReliefPaperFact>('relief.resolution'), fact<ReliefPaperFact>('relief.committee')];
    const grants = ({
      agreed,
      fromMonth,
      untilMonth,
      ratioEmployer,
      ratioEmployee,
    }: ReliefPaperFact): boolean =>
      agreed &&
      fromMonth <= asked.from &&
      asked.until <= untilMonth &&
      sameRatio(ratioEmployer, asked.ratioEmployer) &&
      sameRatio(ratioEmployee, asked.ratioEmployee);
    const [resolution = false, committee = false] = papers.map(grants);
    return {
      truth: resolution && committee ? 'true' : 'false',
      observed: { resolution, committee },
      required: { from: asked.from, until: asked.until },
    };
  },
  texts: {
    passed: {
      zh: '职工代表大会决议与管委会决定均同意',
      en: 'The workers’ congress and the committee have both agreed',
    },
    member: {
      zh: '职工代表大会（工会）决议和管委会决定须都同意 {required.from} 至 {required.until} 的申请内容；不符的请看：决议 {observed.resolution}、决定 {observed.committee}。',
      en: 'The workers’ resolution and the committee’s decision must both agree to what is applied for, {required.from} to {required.until}: resolution {observed.resolution}, decision {observed.committee}.',
    },
    officer: {
      zh: '决议 {observed.resolution}，决定 {observed.committee}',
      en: 'Resolution {observed.resolution}, decision {observed.committee}',
    },
    condition: {
      zh: '职工代表大会（工会）决议和管委会决定均同意，且期间、比例与申请一致',
      en: 'The workers’ congress (or union) and the management committee have agreed, to the months and ratios applied for',
    },
    fix: {
      zh: '请按决议和决定的期间、比例申请。',
      en: 'Apply for the months and ratios that they agreed to.',
    },
  },
});

import type { Fact } from '../../../../kernel/fact';

/** Numbers of our evidence of the two papers a relief rests on. */
export function evidenceOf(facts: ReadonlyMap<string, Fact>): { resolutionNo: string; committeeNo: string } {
  return {
    resolutionNo: numberOf(facts, 'relief.resolution'),
    committeeNo: numberOf(facts, 'relief.committee'),
  };
}

/** Number of our evidence behind a paper's fact. Throws when it is not known: then nothing was approved. */
export function numberOf(facts: ReadonlyMap<string, Fact>, name: string): string {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.receiptNo;
}

import type { Json } from '../../../../kernel/fact';
import type { FactReader } from '../../../policy';
import type { LoanPartyRole } from './fact-values';

/** Who is meant, as a refusal says it. */
export const ROLE_WORDS: Readonly<Record<LoanPartyRole, { readonly zh: string; readonly en: string }>> = {
  borrower: { zh: '借款人', en: 'the borrower' },
  spouse: { zh: '配偶', en: 'the spouse' },
  'co-borrower': { zh: '共同借款人', en: 'a co-borrower' },
  guarantor: { zh: '保证人', en: 'the guarantor' },
};

/** Roles as one word in both languages, each once; null for none. */
export function rolesIn(roles: readonly LoanPartyRole[]): { zh: string; en: string } | null {
  const words = [...new Set(roles)].map((role) => ROLE_WORDS[role]);
  if (words.length === 0) return null;
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}

/** What facts about several people say of those who are against it. */
export interface Found<T> {
  readonly role: LoanPartyRole;
  readonly value: T;
}

/**
 * The people of whom the same is asked in two facts, the applicant's own first. One of them who is against it decides
 * whatever is not known of the others; nobody is cleared while somebody is unknown.
 */
export function whoeverIs<T extends Json>(
  reader: FactReader,
  facts: { readonly own: string; readonly others: string },
  against: (value: T) => boolean,
): Found<T>[] {
  const own = (): Found<T>[] => [{ role: 'borrower', value: reader.fact<T>(facts.own) }];
  const others = (): Found<T>[] =>
    reader
      .fact<readonly (T & { role: LoanPartyRole })[]>(facts.others)
      .map((value) => ({ role: value.role, value }));
  const told = [
    ...(reader.isKnown(facts.own) ? own() : []),
    ...(reader.isKnown(facts.others) ? others() : []),
  ].filter(({ value }) => against(value));
  if (told.length > 0) return told;
  own();
  others();
  return [];
}

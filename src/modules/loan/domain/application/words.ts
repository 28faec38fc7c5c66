import type { TermBound } from '../granting/loan-term';

/** What a rule says where no home was found: whether there is one is another rule's to judge. */
export const NO_HOME = { zh: '未查到房屋', en: 'no home was found' };

/** Where a question does not arise for this application. */
export const NOT_APPLICABLE = { zh: '不适用', en: 'does not apply' };

/** Where somebody asked for no amount or term in particular. */
export const NOTHING_ASKED = { zh: '未填写', en: 'nothing in particular' };

/** Where an estimate was asked for without consent to a credit report. */
export const NOT_CONSENTED = { zh: '未授权，未查询', en: 'no consent, not asked' };

/** By what a term is bound. */
export const TERM_BOUND_WORDS: Readonly<Record<TermBound, { readonly zh: string; readonly en: string }>> = {
  longest: { zh: '最长期限', en: 'the longest term' },
  age: { zh: '借款人年龄', en: 'the age of the borrower' },
  building: { zh: '房龄', en: 'the age of the building' },
  land: { zh: '土地使用年限', en: 'the right to use the land' },
};

import { conflict, type Problem } from '../../../platform/http';

/** 409: an employer with this credit code is registered already. */
export const employerRegistered = (): Problem =>
  conflict('EMPLOYER_REGISTERED', {
    zh: '该统一社会信用代码已登记，无需再次登记。',
    en: 'An employer with this credit code is registered already.',
  });

/** 409: the card is another person's payout card. */
export const cardBoundElsewhere = (): Problem =>
  conflict('CARD_BOUND_ELSEWHERE', {
    zh: '该银行卡已是他人的收款卡，请换用本人名下的另一张卡。',
    en: 'The card is the payout card of another person; use another card in your own name.',
  });

import { conflict, invalidAt, Problem } from '../../../../platform/http';
import { LOAN_STATES, type LoanState } from '../../domain/loan-state';

/** 400: a clerk applies for somebody. */
export function applicantWanted(): Problem {
  return invalidAt('/input/applicant', 'APPLICANT_MISSING', {
    zh: '柜台受理须填写申请人姓名和身份证号码。',
    en: 'At a counter name and id number of the applicant are needed.',
  });
}

/** 400: online everybody applies for themselves. */
export function noApplicantWanted(): Problem {
  return invalidAt('/input/applicant', 'APPLICANT_NOT_WANTED', {
    zh: '网上申请由本人登录办理，不需要也不能填写申请人。',
    en: 'Online everybody applies for themselves: leave the applicant out.',
  });
}

/** 400: the borrower named among the others. */
export function applicantTwice(pointer: string): Problem {
  return invalidAt(pointer, 'APPLICANT_TWICE', {
    zh: '此处不能填写借款人本人。',
    en: 'The borrower cannot stand here as well.',
  });
}

/** 409: the word was given, or none is wanted. */
export function saidBefore(agreed: boolean): Problem {
  return conflict('LOAN_CONSENT_GIVEN', {
    zh: `已表示意见：${agreed ? '同意' : '不同意'}，不能更改。`,
    en: `The word was given: ${agreed ? 'agreed' : 'declined'}. It cannot be changed.`,
  });
}

/** 400: a number of the consent goes with an agreement and with nothing else. */
export function consentNumber(agreed: boolean): Problem {
  return invalidAt('/creditConsentNo', agreed ? 'CONSENT_NUMBER_MISSING' : 'CONSENT_NUMBER_NOT_WANTED', {
    zh: agreed ? '同意的，须填写征信查询授权书编号。' : '不同意的，不填写征信查询授权书编号。',
    en: agreed
      ? 'Whoever agrees gives the number of the signed consent to a credit report.'
      : 'Whoever declines gives no number of a consent.',
  });
}

/** 400: at a counter the person and the paper shown are named, online neither is. */
export function counterPart(role: 'clerk' | 'member'): Problem {
  return invalidAt('/counter', role === 'clerk' ? 'COUNTER_MISSING' : 'COUNTER_NOT_WANTED', {
    zh: role === 'clerk' ? '柜台代录须填写当事人和所示证件。' : '本人登录确认的，不填写柜台信息。',
    en:
      role === 'clerk'
        ? 'At a counter say who stands there and which paper was shown.'
        : 'Whoever agrees by their own login leaves the counter out.',
  });
}

/** 409: a consent is signed by one person for one application. */
export function consentUsed(): Problem {
  return conflict('CONSENT_NUMBER_USED', {
    zh: '该征信查询授权书编号已用于其他申请或属于他人，请填写本次申请签署的授权书编号。',
    en: 'This number of a consent stands in another application, or is somebody else’s: give the one signed for this application.',
  });
}

/** 400: at a counter whoever applies is known by a card. */
export function cardMissing(): Problem {
  return invalidAt('/input/papers/identity', 'PAPER_MISSING', {
    zh: '柜台受理须核对申请人的居民身份证。',
    en: 'At a counter the identity card of the applicant is needed.',
  });
}

/** 400: the card that was shown is of another number. */
export function evidenceOfAnother(pointer: string): Problem {
  return invalidAt(pointer, 'EVIDENCE_OF_ANOTHER', {
    zh: '所示证件号码与当事人身份证号码不一致。',
    en: 'The number of the card is not that of the person who stands there.',
  });
}

/** 400: a paper of tomorrow. */
export function evidenceIssuedLater(pointer: string): Problem {
  return invalidAt(pointer, 'ISSUED_IN_FUTURE', {
    zh: '证件签发日期不能晚于今天。',
    en: 'The paper cannot have been issued after today.',
  });
}

/** 400: a loan is given up at a counter on a paper of its borrower. */
export function notTheBorrower(): Problem {
  return invalidAt('/counter/idNo', 'NOT_THE_BORROWER', {
    zh: '柜台撤销须凭借款人本人的证件办理，所填身份证号码不是借款人。',
    en: 'A loan is given up at a counter on a paper of its borrower; this id number is not theirs.',
  });
}

/** 409: money is on its way or the loan is over. */
export function notCancellable(state: LoanState): Problem {
  const { zh, en } = LOAN_STATES[state].text;
  return conflict('LOAN_NOT_CANCELLABLE', {
    zh: `贷款${zh}，不能撤销；放款前可以撤销。`,
    en: `The loan is ${en}; it can be cancelled only before its money has left.`,
  });
}

/** 403: only the borrower ends the loan. */
export function borrowerOnly(): Problem {
  return new Problem({
    status: 403,
    code: 'BORROWER_ONLY',
    title: { zh: '仅借款人可以撤销', en: 'Only the borrower' },
    detail: {
      zh: '贷款由借款人撤销，共同借款人、保证人请联系借款人。',
      en: 'The borrower cancels the loan; co-borrowers and guarantors turn to the borrower.',
    },
  });
}

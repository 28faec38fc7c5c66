import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { conflict, invalidAt, Problem } from '../../../platform/http';
import { factWords } from '../catalogue/fact-words';
import type { CaseState } from '../domain/case-state';
import { caseStates } from '../domain/case-state';

/** What is said of a day that is past by its nature and was entered as one that has not come. */
export const DAY_TO_COME = {
  code: 'DAY_TO_COME',
  message: {
    zh: '该日期不能晚于今天，请核对证件。',
    en: 'This day has not come; look at the paper again.',
  },
} as const;

/** 400: nobody may answer this fact at a desk, or the item does not ask for it. */
export function notAnswerable(fact: string, answerable: readonly string[]): Problem {
  return invalidAt('/fact', 'FACT_NOT_ANSWERABLE', {
    zh: `该事项不接受在柜台补充“${factWords(fact).zh}”；可以补充的有：${answerable.join('、') || '无'}。`,
    en: `A desk cannot supply ${fact} for this item; it can supply: ${answerable.join(', ') || 'nothing'}.`,
  });
}

/** 400: the paper does not prove this fact. */
export function paperProvesNothing(kinds: readonly string[]): Problem {
  return invalidAt('/evidence/kind', 'EVIDENCE_KIND_UNKNOWN', {
    zh: `该事实须凭以下证件之一：${kinds.join('、')}。`,
    en: `This fact is proved by one of: ${kinds.join(', ')}.`,
  });
}

/** 400: the paper is none that could show what was entered. */
export function provesOther(papers: readonly BilingualText[]): Problem {
  const named = (language: keyof BilingualText): string => papers.map((paper) => paper[language]).join('、');
  return invalidAt('/evidence/kind', 'EVIDENCE_PROVES_OTHER', {
    zh: `该证件不能证明所填内容；能够证明的证件有：${named('zh')}。`,
    en: `This paper cannot prove what was entered; it is proved by: ${named('en').replaceAll('、', ', ')}.`,
  });
}

/** 400: a paper of tomorrow. */
export function issuedLater(): Problem {
  return invalidAt('/evidence/issuedOn', 'ISSUED_IN_FUTURE', {
    zh: '证件签发日期不能晚于今天。',
    en: 'The paper cannot have been issued after today.',
  });
}

/** 400: something past, on a day to come. */
export function dayToCome(pointer: string): Problem {
  return invalidAt(pointer, DAY_TO_COME.code, DAY_TO_COME.message);
}

/** 400: an applicant is not married to themselves. */
export function namesApplicant(): Problem {
  return invalidAt('/value', 'NAMES_APPLICANT', {
    zh: '所填人员即为申请人本人，请核对证件。',
    en: 'The person entered is the applicant; look at the paper again.',
  });
}

/** 400: the police do not know the person by this name and number. */
export function namedMismatch(pointer: string): Problem {
  return invalidAt(pointer, 'NAME_MISMATCH', {
    zh: '公安查无此人或姓名与证件号码不符，请核对证件后重新填写。',
    en: 'The police know nobody by this name and number; look at the paper again.',
  });
}

/** 400: nobody is married to somebody who has died. */
export function namedDeceased(pointer: string): Problem {
  return invalidAt(pointer, 'PERSON_DECEASED', {
    zh: '公安登记该人员已死亡；婚姻状况应为丧偶，请凭死亡证明填写。',
    en: 'The police have this person as deceased: the applicant is widowed, which a death certificate shows.',
  });
}

/** 409: whom an answer names is not taken while the police cannot confirm them. */
export function policeSilent(): Problem {
  return conflict('POLICE_SILENT', {
    zh: '公安核查暂时没有答复，所填人员未经核实；请稍后重新提交，办件照旧等待。',
    en: 'The police do not answer, so the person entered is not confirmed: send it again in a while; the case waits on.',
  });
}

/** 409: the fact is known, and what is known is not overwritten by a person. */
export function factKnown(fact: string, known: { readonly [key: string]: Json }): Problem {
  return conflictWith(
    'FACT_KNOWN',
    {
      zh: `“${factWords(fact).zh}”已经查明，不能由人工改写；如登记有误，请申请人到来源部门更正。`,
      en: `${factWords(fact).en}: known already, and no person overwrites it; a wrong register is mended by its keeper.`,
    },
    { fact, known },
  );
}

/** 409: the desk has answered; only a correction with its reason follows. */
export function answeredBefore(fact: string, evidenceNo: string): Problem {
  return conflictWith(
    'FACT_ANSWERED',
    {
      zh: `该事实已凭证件补充（${evidenceNo}）；如需更正，请在 reason 中写明理由。`,
      en: `The desk has supplied this fact (${evidenceNo}); to correct it, say why in reason.`,
    },
    { fact, evidenceNo },
  );
}

/** 400: a reason, but nothing to correct. */
export function nothingToCorrect(): Problem {
  return invalidAt('/reason', 'NOTHING_TO_CORRECT', {
    zh: '该事实尚未在柜台补充过，无需填写更正理由。',
    en: 'The desk has not supplied this fact yet; leave reason out.',
  });
}

/** 409: the answer leaves open what the other facts of the case make necessary. */
export function doesNotFit(fact: string, beside: readonly string[]): Problem {
  const others = beside.map(factWords);
  return conflict('ANSWER_DOES_NOT_FIT', {
    zh: `所填“${factWords(fact).zh}”与已查明的“${others.map(({ zh }) => zh).join('、')}”不相符或不完整，请核对证件。`,
    en: `What was entered of ${factWords(fact).en} is not whole beside what is known of ${others.map(({ en }) => en).join(', ')}; look at the paper again.`,
  });
}

/** 409: the case does not wait for anything a person could bring. */
export function notWaiting(state: CaseState): Problem {
  const { zh, en } = caseStates[state].text;
  return conflictWith(
    'CASE_NOT_WAITING',
    {
      zh: `办件当前为“${zh}”，不能补充事实或撤回。`,
      en: `The case is ${en}: nothing can be added or withdrawn.`,
    },
    { state },
  );
}

/** 403: whose own business it is does not act for the centre in it. */
export function ownCase(): Problem {
  return new Problem({
    status: 403,
    code: 'OWN_CASE',
    title: { zh: '须回避', en: 'Somebody else must do this' },
    detail: {
      zh: '本人、配偶或所代理单位的办件须由其他工作人员办理。',
      en: 'A case of your own, of your spouse or of an employer you act for is another clerk’s.',
    },
  });
}

/** 403: a token without a natural person behind it answers for nothing. */
export function clerkUnnamed(): Problem {
  return new Problem({
    status: 403,
    code: 'CLERK_UNNAMED',
    title: { zh: '须实名登录', en: 'Sign in by name' },
    detail: {
      zh: '查阅办件和补充事实须由实名登录的工作人员办理，以便查验回避并留存责任人。',
      en: 'A clerk reads cases and supplies facts signed in by name, so that it is known who looked and whose word it is.',
    },
  });
}

function conflictWith(
  code: string,
  detail: { readonly zh: string; readonly en: string },
  extra: { readonly [key: string]: Json },
): Problem {
  return new Problem({ status: 409, code, title: { zh: '状态冲突', en: 'Conflict' }, detail, extra });
}

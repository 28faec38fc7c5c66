import { conflict, invalidAt, Problem } from '../../../../platform/http';
import { LOAN_STATES, type LoanState } from '../../domain/loan-state';
import type { TermsDifference } from '../../domain/loan-terms';
import { ORIGINALS_HOLDERS, type OriginalsHolder } from '../../domain/signing/originals';
import { SIGNING_STATES, type SigningState } from '../../domain/signing/signing-state';

/** 409: only what is approved and not signed is signed. */
export function notToSign(state: LoanState): Problem {
  const { zh, en } = LOAN_STATES[state].text;
  return conflict('LOAN_NOT_TO_SIGN', {
    zh: `贷款${zh}，不在待面签状态。`,
    en: `The loan is ${en}: it is not one to be signed.`,
  });
}

/** 409: the visit is not where this can be done. */
export function signingState(state: SigningState | null): Problem {
  const text = state === null ? { zh: '尚未预约', en: 'not booked' } : SIGNING_STATES[state];
  return conflict('SIGNING_STATE', {
    zh: `面签${text.zh}，不能办理此步。`,
    en: `The signing is ${text.en}: this step is not possible.`,
  });
}

/** 409: one visit at a time. */
export function bookedBefore(): Problem {
  return conflict('SIGNING_BOOKED', {
    zh: '已有预约，请先取消再改约。',
    en: 'A time is booked already: cancel it before booking another.',
  });
}

/** 409: everybody's room is taken. */
export function slotFull(): Problem {
  return conflict('SLOT_FULL', {
    zh: '该时段已约满，请选择其他时段。',
    en: 'That half hour is full: choose another.',
  });
}

/** 400: the branch does not receive anybody then. */
export function slotUnknown(): Problem {
  return invalidAt('/time', 'SLOT_UNKNOWN', {
    zh: '该网点在此时段不办理面签。',
    en: 'The branch signs no loans in that half hour.',
  });
}

/** 400: accounts that cannot repay the loan, or not in that order. */
export function hedgingHolders(): Problem {
  return invalidAt('/hedgingChoice/holders', 'HEDGING_HOLDERS', {
    zh: '对冲账户须为借款人、共同借款人在本中心未销户的账户，每人一次，借款人在前；请重新选择或取消预约后改选。',
    en: 'Choose open accounts of those who borrow, each once, the borrower first; of a visit that is booked, cancel it and choose again.',
  });
}

/** 400: nobody who borrows has an account here. */
export function noHedgingAccount(): Problem {
  return invalidAt('/hedging', 'HEDGING_NO_ACCOUNT', {
    zh: '借款人、共同借款人在本中心均无未销户账户，不能签订对冲还贷协议。',
    en: 'Nobody who borrows has an open account here: there is none to repay from.',
  });
}

/** 409: a contract is made once a loan. */
export function hedgingFixed(): Problem {
  return conflict('HEDGING_FIXED', {
    zh: '对冲还贷协议文本已在前次到场时生成，只能按原选择签订，或不签订。',
    en: 'The agreement on the accounts was made at an earlier visit: it is signed as it was chosen then, or not at all.',
  });
}

/** 400: the half hour is over. */
export function slotOver(): Problem {
  return invalidAt('/time', 'SLOT_OVER', {
    zh: '该时段已过，请选择之后的时段。',
    en: 'That half hour is over: choose a later one.',
  });
}

/** 409: whoever is booked may still come. */
export function stillToCome(day: string, until: string): Problem {
  return conflict('SIGNING_TO_COME', {
    zh: `预约时段（${day} ${until} 结束）尚未结束，不能登记未到场。`,
    en: `The half hour ends on ${day} at ${until}: until then nobody has failed to come.`,
  });
}

/** 400: the day is over, or the approval will have lapsed by then. */
export function dayOutside(until: string): Problem {
  return invalidAt('/day', 'SIGNING_DAY', {
    zh: `请选择今天至 ${until}（承诺有效期）之间的日期。`,
    en: `Choose a day from today to ${until}, when the commitment ends.`,
  });
}

/** 409: the approval has run out, whether or not the night has told so. */
export function commitmentOver(until: string): Problem {
  return conflict('COMMITMENT_OVER', {
    zh: `承诺有效期至 ${until}，已届满，不能签约。`,
    en: `The commitment ended on ${until}: nothing is signed upon it.`,
  });
}

/** 403: the borrower books, or a clerk for them. */
export function borrowerBooks(): Problem {
  return new Problem({
    status: 403,
    code: 'BORROWER_ONLY',
    title: { zh: '仅借款人可以预约', en: 'Only the borrower' },
    detail: { zh: '面签由借款人预约或取消。', en: 'The borrower books the signing, or cancels it.' },
  });
}

/** 409: less room than has been booked. */
export function overbooked(): Problem {
  return conflict('SLOTS_BOOKED', {
    zh: '部分时段的预约数已超过所填容量，未作改动。',
    en: 'Some of these half hours are booked more often than that: nothing was changed.',
  });
}

/** 409: two branches of one name. */
export function branchKnown(): Problem {
  return conflict('BRANCH_EXISTS', { zh: '已有同名网点。', en: 'There is a branch of that name.' });
}

/** 400: slots are of a bounded number of days, each from an opening to a later closing hour. */
export function slotPlan(): Problem {
  return invalidAt('/until', 'SLOT_PLAN', {
    zh: '起止日期须在今天以后且不超过九十二天，关门时间须晚于开门时间。',
    en: 'Give days from today on, 92 at most, and a closing hour after the opening hour.',
  });
}

/** 409: what would be signed is not what was decided. */
export function termsDiffer(differences: readonly TermsDifference[]): Problem {
  const problem = {
    zh: '合同条款与核准内容不一致，不能签约，请核查。',
    en: 'The terms are not those that were decided: they cannot be signed. Look into it.',
  };
  return new Problem({
    status: 409,
    code: 'TERMS_DIFFER',
    title: { zh: '状态冲突', en: 'Conflict' },
    detail: problem,
    extra: { terms: differences.map(({ term }) => term) },
  });
}

/** 404: nobody of that id stands in the loan. */
export function notInLoan(): Problem {
  return new Problem({
    status: 404,
    code: 'NOT_IN_LOAN',
    title: { zh: '未找到', en: 'Not found' },
    detail: { zh: '此人不是该贷款的当事人。', en: 'That person does not stand in the loan.' },
  });
}

/** 409: the police say that it is somebody else. */
export function otherFace(): Problem {
  return conflict('FACE_OTHER', {
    zh: '人像比对为他人，不能以证件代替；请重新采集人像或中止办理。',
    en: 'The face is that of somebody else: no paper stands in for it. Take another picture or stop.',
  });
}

/** 409: an identity card that is not that of the person at the desk. */
export function paperOfAnother(): Problem {
  return conflict('PAPER_OF_ANOTHER', {
    zh: '身份证号码与该当事人不符，未予核验。',
    en: 'The number of the identity card is not that of the person: it proves nothing.',
  });
}

/** 400: no paper is issued on a day that has not come. */
export function paperNotIssuedYet(): Problem {
  return invalidAt('/paper/issuedOn', 'PAPER_NOT_ISSUED_YET', {
    zh: '签发日期晚于今日，请按证件填写。',
    en: 'The paper would be issued after today: write the day that stands on it.',
  });
}

/** 409: two clerks did not see the same paper. */
export function papersDiffer(): Problem {
  return conflict('PAPERS_DIFFER', {
    zh: '所填证件与前一名柜员核对的不一致，请共同核对；填错的由前一名柜员重新填写。',
    en: 'This is not the paper that the first clerk saw: look at it together. The first clerk sets right what was written down wrongly.',
  });
}

/** 409: the police do not know the person, know another name, or say that they have died. */
export function notConfirmed(): Problem {
  return conflict('PERSON_NOT_CONFIRMED', {
    zh: '公安未确认该当事人（查无此人、姓名不符或已死亡），不能以证件核验身份。',
    en: 'The police do not confirm the person (not known, another name, or no longer alive): no paper proves who they are.',
  });
}

/** 409: no paper is taken while the police are silent. */
export function policeSilent(): Problem {
  return conflict('POLICE_SILENT', {
    zh: '公安核查暂时没有答复，请稍后重新提交。',
    en: 'The police do not answer at the moment: send it again in a while.',
  });
}

/** 409: the same request was refused before. */
export function paperNotKept(): Problem {
  return conflict('PAPER_NOT_KEPT', {
    zh: '该次证件核对未被接受，请更换幂等键重新提交。',
    en: 'That look at the paper was refused: send it again under a new key.',
  });
}

/** 403: one person cannot be two. */
export function secondClerkWanted(): Problem {
  return new Problem({
    status: 403,
    code: 'SECOND_CLERK',
    title: { zh: '须由另一名柜员办理', en: 'Another clerk' },
    detail: {
      zh: '经办人不能复核自己办理的事项。',
      en: 'Whoever did the work does not confirm it: another clerk does.',
    },
  });
}

/** 409: what is left, as one reads it. */
export function notComplete(left: readonly { readonly zh: string; readonly en: string }[]): Problem {
  return conflict('SIGNING_INCOMPLETE', {
    zh: `尚有未完成事项：${left.map(({ zh }) => zh).join('；')}。`,
    en: `Still to do: ${left.map(({ en }) => en).join('; ')}.`,
  });
}

/** 409: a signature over a text that is not the contract's. */
export function otherText(): Problem {
  return conflict('OTHER_TEXT', {
    zh: '签名对应的文本与合同文本不一致，未收取签名。',
    en: 'The signature is over another text than that of the contract: it was not taken.',
  });
}

/** 409: the one who signs has not proved who they are, or has not heard the terms. */
export function identityFirst(): Problem {
  return conflict('IDENTITY_FIRST', {
    zh: '请先核验身份并宣读合同，再收取签名。',
    en: 'Identity and reading-out come before the signature.',
  });
}

/** 409: whoever has the originals now cannot make that move. */
export function originalsWith(holder: OriginalsHolder): Problem {
  const { zh, en } = ORIGINALS_HOLDERS[holder];
  return conflict('ORIGINALS_ELSEWHERE', {
    zh: `合同原件现在${zh}处，不能登记此步。`,
    en: `The originals are with ${en}: this step is not possible.`,
  });
}

/** 409: a shipment of that number is on record. */
export function trackingKnown(): Problem {
  return conflict('TRACKING_KNOWN', {
    zh: '该承运人的这一运单号已登记过，请核对。',
    en: 'A shipment of that carrier and number is on record: compare it.',
  });
}

/** 400: nothing changes hands before it last did, or after today. */
export function originalsDay(last: string | null, today: string): Problem {
  return invalidAt('/on', 'ORIGINALS_DAY', {
    zh: last === null ? `日期不得晚于今天 ${today}。` : `日期须在上一步 ${last} 至今天 ${today} 之间。`,
    en:
      last === null
        ? `Not later than today, ${today}.`
        : `From ${last}, the step before, to today, ${today}.`,
  });
}

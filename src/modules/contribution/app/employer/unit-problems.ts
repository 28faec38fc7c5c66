import type { BilingualText } from '../../../../kernel/decision';
import { invalidAt, Problem } from '../../../../platform/http';
import { mayStep, stepsFrom, type UnitState } from '../../domain/employer/unit-state';
import { unitStateText } from '../../domain/member/account-state';

/** 409: the state of the account has no such step; says which there are. */
export function unitStepImpossible(state: string): Problem {
  const now = unitStateText(state);
  const steps = stepsFrom(state);
  const list = (language: keyof BilingualText): string =>
    steps.map(({ item, text }) => `${text[language]} (${item})`).join(language === 'zh' ? '、' : ', ');
  return new Problem({
    status: 409,
    code: 'UNIT_STATE',
    title: { zh: '单位账户状态不允许', en: 'Not in this state of the account' },
    detail: {
      zh: `单位账户状态为“${now.zh}”，${steps.length === 0 ? '不能再变更。' : `现在可以：${list('zh')}。`}`,
      en: `The employer’s account is ${now.en}; ${steps.length === 0 ? 'nothing can be done with it any more.' : `possible now: ${list('en')}.`}`,
    },
    extra: { state, possible: steps.map(({ to, item }) => ({ to, item })) },
  });
}

/** @throws Problem 409 UNIT_STATE when the account cannot take the step. */
export function assertUnitStep(state: string, to: UnitState): void {
  if (!mayStep(state, to)) throw unitStepImpossible(state);
}

/** 409: nothing was granted that could be ended. */
export function nothingToResume(state: string): Problem {
  const now = unitStateText(state);
  return new Problem({
    status: 409,
    code: 'UNIT_STATE',
    title: { zh: '没有可恢复的缓缴或降比', en: 'There is nothing to resume from' },
    detail: {
      zh: `单位账户状态为“${now.zh}”，没有在执行的缓缴或困难降比。现在可以：申请困难降低比例 (GJ14)、申请缓缴 (GJ15)。`,
      en: `The employer’s account is ${now.en} and neither deferring nor on a lower ratio. Possible now: apply for a lower ratio (GJ14) or a deferral (GJ15).`,
    },
    extra: { state, possible: stepsFrom(state).map(({ to, item }) => ({ to, item })) },
  });
}

/** 400: an application that asks for nothing. */
export function nothingAsked(fields: readonly string[]): Problem {
  return invalidAt('/input', 'NOTHING_ASKED', {
    zh: `请至少填写一项：${fields.join('、')}。`,
    en: `Give at least one of ${fields.join(', ')}.`,
  });
}

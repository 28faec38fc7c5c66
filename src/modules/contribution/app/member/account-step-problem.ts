import { Problem } from '../../../../platform/http';
import { memberStateText } from '../../domain/member/account-state';
import { ACCOUNT_STEPS, type AccountStepName, possibleSteps } from '../../domain/member/account-steps';

/** 409: the account is in a state from which there is no such step; says which there are. */
export function stepNotThere(state: string, step: AccountStepName): Problem {
  const wanted = ACCOUNT_STEPS[step].text;
  const now = memberStateText(state);
  const possible = possibleSteps(state);
  const listed = (language: 'zh' | 'en') => possible.map(({ text, item }) => `${text[language]} ${item}`);
  return new Problem({
    status: 409,
    code: 'ACCOUNT_STEP_NOT_THERE',
    title: { zh: '账户状态不符', en: 'Not in this state' },
    detail: {
      zh: `账户当前为“${now.zh}”，不能办理${wanted.zh}；现在可以办理：${listed('zh').join('、') || '无'}。`,
      en: `The account is ${now.en}: no ${wanted.en} from there. Possible now: ${listed('en').join(', ') || 'nothing'}.`,
    },
    extra: { state, possible: possible.map(({ item, text }) => ({ item, text: { ...text } })) },
  });
}

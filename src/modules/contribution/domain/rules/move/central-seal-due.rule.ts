import { defineRule, assumedClause } from '../../../../policy';
import { addDays, parseDay } from '../../../../../kernel/calendar';
import type { CentralEmploymentFact } from '../../member/account-move';

/** Nobody is left with an employer that is gone. */
export const centralSealDue = defineRule({
  id: 'central-seal-due',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '单位灭失或终止劳动关系满30日的，由中心集中封存托管',
    'The centre keeps accounts whose employer is gone, or 30 days after the end of the employment',
  ),
  order: 50,
  reasonCode: 'EMPLOYMENT_NOT_ENDED',
  reads: {
    facts: ['move.account', 'central.employer', 'central.employment'],
    parameters: ['account.centralSealAfterDays'],
  },
  judge: ({ fact, isKnown, parameters, today }) => {
    const days = parameters.integer('account.centralSealAfterDays');
    // The word of one registry is enough; without it the other decides.
    if (isKnown('central.employer') && fact<string>('central.employer') === 'gone')
      return {
        truth: 'true',
        observed: { zh: '单位已注销或吊销', en: 'the employer is gone' },
        required: null,
      };
    const { endedOn } = fact<CentralEmploymentFact>('central.employment');
    const due = endedOn !== null && addDays(parseDay(endedOn), days) <= today;
    if (!due) fact('central.employer');
    const observed = endedOn ?? { zh: '仍在原单位参保', en: 'still insured by the employer' };
    const retryOn = endedOn === null || due ? {} : { retryOn: addDays(parseDay(endedOn), days) };
    return { truth: due ? 'true' : 'false', observed, required: null, ...retryOn };
  },
  texts: {
    passed: { zh: '{observed}', en: '{observed}' },
    member: {
      zh: '单位仍存续，且终止劳动关系（{observed}）未满{param:account.centralSealAfterDays}日。',
      en: 'The employer exists, and it is less than {param:account.centralSealAfterDays} days since the employment ended ({observed}).',
    },
    officer: { zh: '终止日：{observed}', en: 'Ended: {observed}' },
    condition: {
      zh: '原单位已注销、吊销，或社会保险显示终止劳动关系满{param:account.centralSealAfterDays}日',
      en: 'the employer is gone, or social insurance has had the employment as ended for {param:account.centralSealAfterDays} days',
    },
    fix: {
      zh: '请原单位办理封存，或在满期后再申请。',
      en: 'Have the employer seal the account, or apply when the days are over.',
    },
  },
});

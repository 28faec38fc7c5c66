import { defineRule, practiceClause } from '../../../../policy';
import type { CourtOrderFact } from '../../court/court-order';

/** What is deducted goes to the account that the order names (执行款专户), and to no other. */
export const courtPayeeNamed = defineRule({
  id: 'court-payee-named',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '扣划款项划入协助执行文书载明的执行款专户',
    'What is deducted is paid to the account of the court that its order names',
  ),
  order: 55,
  reasonCode: 'COURT_PAYEE_MISSING',
  reads: { facts: ['court.order'], parameters: [] },
  judge: ({ fact }) => {
    const order = fact<CourtOrderFact>('court.order');
    if (!order.inForce || order.kind !== 'deduct') return { truth: 'true', observed: null, required: null };
    const named = order.payee !== null;
    return {
      truth: named ? 'true' : 'false',
      observed: named ? { zh: '已载明', en: 'named' } : { zh: '未载明', en: 'not named' },
      required: { zh: '已载明', en: 'named' },
    };
  },
  texts: {
    passed: { zh: '收款账户{observed}', en: 'The account that is paid is {observed}' },
    member: {
      zh: '法院登记的扣划文书没有载明收款账户（执行款专户），不能扣划；款项未动。',
      en: 'The court’s order to deduct names no account to pay to. Nothing was deducted and no money moved.',
    },
    officer: { zh: '扣划文书未载明收款账户', en: 'The order to deduct names no account to pay to' },
    condition: {
      zh: '扣划文书载明收款账户（执行款专户）的户名、账号和开户银行',
      en: 'An order to deduct names the account that is paid: its name, number and bank',
    },
    fix: {
      zh: '请执行法院在执行系统中补录收款账户的户名、账号和开户银行，再按新的文书办理。',
      en: 'Ask the court to enter the name, number and bank of the account that is paid, and hand in the order again.',
    },
  },
});

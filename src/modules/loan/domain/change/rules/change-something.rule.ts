import { defineRule, practiceClause } from '../../../../policy';
import type { ChangeFact } from '../change-fact';
import type { ChangeRequest } from '../change-request';

/** Something is another than before. */
export const changeSomething = defineRule({
  id: 'change-something',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('变更内容须与现状不同', 'What is asked for is another than what holds'),
  order: 40,
  reasonCode: 'NOTHING_CHANGES',
  reads: { facts: ['loan.change'], parameters: [] },
  judge(input) {
    const fact = input.fact<ChangeFact>('loan.change');
    const request = input.input as ChangeRequest;
    const { asked, holds, same } = compared(request, fact);
    return { truth: same ? 'false' : 'true', observed: asked, required: holds };
  },
  texts: {
    passed: { zh: '变更内容与现状不同', en: 'What is asked for is another than what holds' },
    member: {
      zh: '申请内容与现状相同（{observed}），无需变更',
      en: 'What is asked for holds already ({observed})',
    },
    officer: { zh: '申请 {observed}，现状 {required}', en: 'Asked {observed}, holds {required}' },
    condition: { zh: '申请内容与现状不同', en: 'what is asked for is another than what holds' },
    fix: null,
  },
});

interface Compared {
  readonly asked: string | number;
  readonly holds: string | number;
  readonly same: boolean;
}

/** What is asked for, and what holds; a card that nobody has bound is another rule's. */
function compared(request: ChangeRequest, fact: ChangeFact): Compared {
  if (request.change === 'card')
    return { asked: fact.ownCard ?? '', holds: fact.card ?? '', same: fact.isOwnCard };
  const [asked, holds] =
    request.change === 'method' ? [request.method, fact.method] : [request.periods, fact.periodsLeft];
  return { asked, holds, same: asked === holds };
}

import type { Decision } from '../../../kernel/decision';
import { decide, type DecisionRequest, parametersOn } from '../../policy';
import type { Item } from '../item';

/**
 * The one way an item is decided: by a case, a pre-check and a replay alike.
 * @throws NoParametersForDay, DecisionFault
 */
export function decideItem(
  item: Item,
  on: Pick<DecisionRequest, 'facts' | 'input' | 'lawDay' | 'today'>,
): Decision {
  const amount = item.amount?.bind(item);
  return decide({
    item: item.code,
    rules: item.rules,
    parameters: parametersOn(on.lawDay),
    ...on,
    ...(amount ? { amount } : {}),
  });
}

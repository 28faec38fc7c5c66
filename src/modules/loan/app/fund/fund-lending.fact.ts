import type { Clock } from '../../../../platform/clock';
import { type FactProvider, internalFact } from '../../../casework';
import { FUND_LENDING } from '../../domain/fund/fund-lending';
import { readLending } from './read-lending';

/** `fund.lending`: whether less is lent now, and what of the deposits is. Without a fresh measurement it is unknown. */
export function fundLendingFact(clock: Clock): FactProvider {
  const name = FUND_LENDING;
  const source = 'fund';
  return {
    kind: 'internal',
    name,
    async provide(tx) {
      const at = clock.now();
      const { told, receiptNo } = await readLending(tx, clock.today());
      if (told === null)
        return { name, state: 'unknown', reason: 'stale', source, askedAt: at.toISOString() };
      return internalFact({ name, source, receiptNo, at }, told);
    },
  };
}

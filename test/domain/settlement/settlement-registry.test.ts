import {
  type SettlementHandler,
  SettlementRegistry,
} from '../../../src/modules/settlement/app/settlement-registry';
import { type Purpose, PURPOSES } from '../../../src/modules/settlement/domain/purposes';

const handler: SettlementHandler = {
  onPaid: () => Promise.resolve('journal'),
  onRejected: () => Promise.resolve(),
  onReturned: () => Promise.resolve('restored' as const),
};
const matcher = (id: string, order: number) => ({ id, order, match: () => Promise.resolve(false) });

describe('what the business rooms register', () => {
  it('must cover every purpose for which money may leave, else the start is refused', () => {
    const registry = new SettlementRegistry();
    const [last = 'withdrawal', ...others] = (Object.keys(PURPOSES) as Purpose[]).reverse();
    others.forEach((purpose) => registry.registerHandler(purpose, handler));
    expect(() => registry.refuseUnhandled()).toThrow(`without a handler: ${last}`);
    registry.registerHandler(last, handler);
    expect(() => registry.refuseUnhandled()).not.toThrow();
  });

  it('has one handler a purpose and none for a purpose that does not exist', () => {
    const registry = new SettlementRegistry();
    registry.registerHandler('withdrawal', handler);
    expect(() => registry.registerHandler('withdrawal', handler)).toThrow(/already/);
    expect(() => registry.registerHandler('toString' as Purpose, handler)).toThrow(/no instruction/);
  });

  it('asks matchers by their order, whenever they came', () => {
    const registry = new SettlementRegistry();
    for (const [id, order] of [
      ['late', 9],
      ['early', 1],
      ['middle', 5],
    ] as const) {
      registry.registerReceiptMatcher(matcher(id, order));
    }
    expect(registry.matchers().map(({ id }) => id)).toEqual(['early', 'middle', 'late']);
    expect(() => registry.registerReceiptMatcher(matcher('late', 2))).toThrow(/already/);
  });
});

import type { SettlementHandler } from '../../../src/modules/settlement/app/settlement-registry';
import { TimeSettlement } from '../../../src/modules/settlement/app/time-settlement';
import { Metrics, RealTimes } from '../../../src/platform/metrics';
import type { Tx } from '../../../src/platform/database/tx';

it('a handler that is timed can do all it could before: it still knows whose business an order is, and hears what is held', async () => {
  const heard: string[] = [];
  const handler: SettlementHandler = {
    onPaid: () => Promise.resolve('journal'),
    onRejected: () => Promise.resolve(),
    onReturned: () => Promise.resolve('restored'),
    onHeld: (_tx, { id }, why) => Promise.resolve(void heard.push(`${id} ${why}`)),
    peopleOf: (_tx, sources) => Promise.resolve(sources.map((source) => `who of ${source}`)),
  };
  const timed = new TimeSettlement(new RealTimes(new Metrics())).handler('loan-refund', handler);
  const tx = {} as Tx;
  expect(await timed.peopleOf(tx, ['a'])).toEqual(['who of a']);
  await timed.onHeld(tx, { id: 'i' } as Parameters<typeof timed.onHeld>[1], 'CARD_CLOSED');
  expect(heard).toEqual(['i CARD_CLOSED']);
});

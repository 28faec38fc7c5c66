import fc from 'fast-check';
import { liveTogether } from './live-together';
import { life } from './random-lives';

/** All of them in `npm run test:long`, a sample in `npm test`. */
const LIVES = process.env['TEST_LONG'] ? 10_000 : 300;

test(`${LIVES} random lives of loans conserve money, end at zero and agree with an independent model to the fen`, () => {
  const seen = { events: 0, penalties: 0, prepaid: 0 };
  fc.assert(
    fc.property(life, (one) => {
      const { paid, state, events } = liveTogether(one);
      expect(paid.principal).toBe(BigInt(one.principal));
      expect(paid.cash).toBe(paid.principal + paid.interest + paid.penalty + state.prepaid);
      seen.events += events;
      if (paid.penalty > 0n) seen.penalties += 1;
      if (state.prepaid > 0n) seen.prepaid += 1;
    }),
    { numRuns: LIVES },
  );
  // The sample has what it is to try: late payers, overpayers, many events each.
  expect(seen.events).toBeGreaterThan(10 * LIVES);
  expect(seen.penalties).toBeGreaterThan(LIVES / 10);
  expect(seen.prepaid).toBeGreaterThan(0);
}, 900_000);

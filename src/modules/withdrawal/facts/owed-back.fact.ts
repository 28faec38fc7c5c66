import { yuan, fen } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { OwedBackFact } from '../domain/fact-values';
import { selectOpenOf } from '../store/recovery/recovery-store';

/** `person.owedBack`: what the person withdrew on contracts cancelled since and has not given back, the earliest due first. */
export function owedBackFact(clock: Clock): FactProvider {
  const name = 'person.owedBack';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const open = await selectOpenOf(tx, personId);
      const value: OwedBackFact = open.map(({ recoveryNo, contractNo, amountFen, givenBackFen, dueOn }) => ({
        recoveryNo,
        contractNo,
        outstanding: yuan(fen(amountFen - givenBackFen)),
        dueOn,
      }));
      return internalFact({ name, source: 'withdrawal', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

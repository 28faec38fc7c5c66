import type { Fact } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import { askOf, factFrom, type FactProvider } from '../../casework';
import type { Retirement, RetirementRegistry } from '../../registry';
import type { IdentityFact, RetirementFact } from '../domain/fact-values';
import { earliestStatutoryMonth } from '../domain/statutory-retirement';
import { applicant, consent } from '../../loan';
import { retirementAtDesk } from './retirement.desk';

/** `person.retirement`: what human resources say; for who is not retired also the statutory month, as a hint. */
export function retirementFact(registry: RetirementRegistry, clock: Clock): FactProvider {
  const name = 'person.retirement';
  return {
    kind: 'external',
    name,
    needs: { 'HRR.retirement': ['retiredOn'] },
    desk: retirementAtDesk,
    async provide(context, fact, exchanges) {
      const person = applicant(context);
      const at = clock.now();
      const [answer, identity] = await Promise.all([
        registry.retirement(askOf(context, consent), person, ['retiredOn']),
        fact('person.identity') as Promise<Fact<IdentityFact>>,
      ]);
      // Birth and sex are the number's only where the police confirm whose number it is.
      const confirmed = identity.state === 'known' && identity.value.match;
      const hint = confirmed ? earliestStatutoryMonth(person.idNo, clock.today()) : null;
      return factFrom({ name, source: 'HRR', at }, answer, exchanges, (said) => valueOf(said, hint));
    },
  };
}

function valueOf(said: Retirement<'retiredOn'>, hint: string | null): RetirementFact {
  return said.retired ? { retired: true, retiredOn: said.retiredOn } : { retired: false, hint };
}

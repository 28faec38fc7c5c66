import type { Fact } from '../../../kernel/fact';
import { askOf, factFrom, type FactProvider } from '../../casework';
import { sameName } from '../../party';
import type { BudgetFact, BuildPayeeFact } from '../domain/application/fact-values';
import { dependsOn } from './composed';
import type { SealedPayee } from './loan-papers.desk';
import { type LoanRooms, opened } from './rooms';

const contract = '施工合同约定的收款账户 (account that the building contract names)';

/**
 * `build.payee`: whose the builder's account is, by its bank. A person's account is none of an organisation, so it is not
 * found; a budget that a clerk typed proves nothing of it.
 */
export function buildPayeeFact(rooms: Pick<LoanRooms, 'accounts' | 'sealer' | 'clock'>): FactProvider {
  const name = 'build.payee';
  return {
    kind: 'external',
    name,
    needs: { 'BNK.account-owner': ['ownerName', 'ownerCode', 'open'] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const budget = (await fact('build.budget')) as Fact<BudgetFact>;
      if (budget.state === 'unknown') return dependsOn(name, budget, at);
      const { payee } = opened<SealedPayee>(rooms.sealer, budget.value.sealed);
      const answer = await rooms.accounts.ownerOf(askOf(context, contract), payee);
      return factFrom({ name, source: 'BNK', at }, answer, exchanges, (owner): BuildPayeeFact =>
        owner.found
          ? { found: true, open: owner.open, nameAgrees: sameName(owner.ownerName, payee.name) }
          : { found: false, open: false, nameAgrees: false },
      );
    },
  };
}

import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto/sealer';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import { type Parties, sameName } from '../../party';
import type { AccountOwner, BankAccounts } from '../../settlement';
import type { BankAccountFact, MandateFact } from '../domain/employer/change-facts';
import { selectMandate } from '../store/unit-mandate-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';

const MANDATE = '单位委托收款授权 (mandate given by the employer)';

interface MandateInput {
  readonly account?: { readonly bankCode: string; readonly accountNo: string };
}

interface Rooms {
  readonly accounts: BankAccounts;
  readonly parties: Parties;
  readonly unitOfWork: UnitOfWork;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

export function unitBankFacts(rooms: Rooms): FactProvider[] {
  return [bankAccountFact(rooms), mandateFact(rooms.clock)];
}

/** `unit.bankAccount`: its bank on the account an employer names; nobody is asked when a mandate is ended. */
function bankAccountFact({ accounts, parties, unitOfWork, sealer, clock }: Rooms): FactProvider {
  const name = 'unit.bankAccount';
  return {
    kind: 'external',
    name,
    needs: { 'BNK.account-owner': ['ownerName', 'ownerCode', 'open'] },
    async provide(context, _fact, exchanges) {
      const { employerId, centreId } = context;
      if (employerId === null) throw new Error('a mandate is that of an employer');
      const { account } = context.input as MandateInput;
      const at = clock.now();
      if (!account)
        return internalFact({ name, source: 'contribution', receiptNo: employerId, at }, { asked: false });
      const employer = await unitOfWork.read(centreId, (tx) => parties.employerById(tx, employerId));
      if (!employer) throw new Error(`the employer ${employerId} of an accepted case is gone`);
      const answer = await accounts.ownerOf(askOf(context, MANDATE), account);
      const evidenceId = answer.exchange?.id ?? '';
      const map = (owner: AccountOwner): BankAccountFact =>
        !owner.found
          ? { asked: true, found: false }
          : {
              asked: true,
              found: true,
              open: owner.open,
              nameAgrees: sameName(owner.ownerName, employer.name) && owner.ownerCode === employer.creditCode,
              owner: sealer.seal(owner.ownerName).toString('base64'),
              evidenceId,
            };
      return factFrom({ name, source: 'BNK', at }, answer, exchanges, map);
    },
  };
}

/** `unit.mandate`: whether one holds, and whether the application ends it. */
function mandateFact(clock: Clock): FactProvider {
  const name = 'unit.mandate';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId, input }) {
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      if (!unit) throw new Error('a mandate is that of an employer with an account');
      const active = (await selectMandate(tx, unit.unitId)) !== null;
      const value: MandateFact = { ending: (input as MandateInput).account === undefined, active };
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

import { Injectable } from '@nestjs/common';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { addDays, parseDay } from '../../../../kernel/calendar';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { newId } from '../../../../kernel/identifiers/uuid';
import { parseYuan, yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext } from '../../../casework';
import { Parties } from '../../../party';
import { decisionBytes, parametersOn } from '../../../policy';
import type { PersonAsked } from '../../../registry';
import type { HomeFact, LoanPartyRole, LoanPurpose, PartiesFact } from '../../domain/application/fact-values';
import { pricedAs } from '../../domain/application/home-order';
import { bankPart, requestOf } from '../../domain/application/loan-request';
import { boundWords, type LoanRoom, roomInFund } from '../../domain/application/loan-room';
import type { LoanDetails, LoanPayee } from '../../domain/loan-details';
import { type LoanTerms, type PartyRole, type PayeeKind, termsText } from '../../domain/loan-terms';
import { type SealedHome } from '../../facts/loan-contract.facts';
import { opened } from '../../facts/rooms';
import { insertLoanParties } from '../../store/loan-party-store';
import { LoanFile } from '../loan-file';
import { factReader } from './fact-reader';
import { knownValue } from './known-value';

type Context = CaseContext & { caseId: string };

/** Whom the money of a loan goes to, as each item finds it. */
export interface Payment {
  readonly kind: PayeeKind;
  readonly payee: LoanPayee;
}

interface Party {
  readonly personId: string;
  readonly role: PartyRole;
  readonly name: string;
  readonly idNo: string;
}

/** In a contract the spouse is a co-borrower. */
const ROLE: Readonly<Record<LoanPartyRole, PartyRole>> = {
  borrower: 'borrower',
  spouse: 'co-borrower',
  'co-borrower': 'co-borrower',
  guarantor: 'guarantor',
};
const ORDER: readonly PartyRole[] = ['borrower', 'co-borrower', 'guarantor'];

/** Makes an approved application a committed loan: its terms, its people, what of it is sealed, how long it holds. */
@Injectable()
export class CommitLoan {
  constructor(
    private readonly loans: LoanFile,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  async commit(
    tx: Tx,
    context: Context,
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
    { kind, payee }: Payment,
  ): Promise<CarryOutResult> {
    const { purpose, home } = knownValue<HomeFact>(facts, 'loan.home');
    const room = roomInFund(factReader(facts, context), facts);
    if (home === null || home.unitKey === null || room === null || decision.amount === null)
      throw new Error('an approved loan has a home, an amount and a limit');
    const id = newId();
    const parameters = parametersOn(context.lawDay);
    const people = await this.people(tx, context, facts);
    const asked = requestOf(context.input);
    const terms: LoanTerms = {
      amount: decision.amount,
      termMonths: room.termMonths,
      method: asked.method ?? '01',
      dueMode: asked.dueDay === undefined ? 'same-day' : 'fixed-day',
      dueDay: asked.dueDay ?? null,
      purpose: purpose as LoanPurpose,
      unitKey: home.unitKey,
      value: yuan(room.value),
      bankPart: yuan(bankPart(context.input)),
      homeOrder: pricedAs(room.order),
      downRatio: formatRate(room.downRatio, 2),
      rateRule: 'disbursement-day',
      parties: people.map(({ personId, role }) => ({ personId, role })),
      penaltyFactor: formatRate(parameters.rate('loan.penaltyFactor'), 1),
      parametersId: parameters.id,
      decisionHash: sha256Hex(decisionBytes(decision)),
      payeeKind: kind,
    };
    const commitmentUntil = addDays(parseDay(context.today), parameters.integer('loan.commitmentDays'));
    const details = this.details(home, people, payee);
    const loanNo = await this.open(tx, {
      id,
      context,
      terms,
      details,
      projectNo: home.projectNo,
      commitmentUntil,
    });
    const grantedFen = parseYuan(terms.amount);
    await insertLoanParties(tx, { id, unitKey: home.unitKey, grantedFen }, people);
    const receipt = receiptOf({ loanNo, loanId: id, terms, room, commitmentUntil });
    return { state: 'done', receipt, event: { kind: 'loan-committed', body: { loanNo, commitmentUntil } } };
  }

  private open(
    tx: Tx,
    made: {
      id: string;
      context: Context;
      terms: LoanTerms;
      details: LoanDetails;
      projectNo: string | null;
      commitmentUntil: string;
    },
  ): Promise<string> {
    const { id, context, terms, details, projectNo, commitmentUntil } = made;
    const { amount, value, bankPart: beside } = terms;
    return this.loans.open(
      tx,
      {
        id,
        caseId: context.caseId,
        purpose: terms.purpose,
        state: 'committed',
        borrowerId: context.personId,
        unitKey: terms.unitKey,
        contractNo: details.contractNo,
        projectNo,
        valueFen: parseYuan(value),
        amountFen: parseYuan(amount),
        bankPartFen: parseYuan(beside),
        termMonths: terms.termMonths,
        method: terms.method,
        dueMode: terms.dueMode,
        dueDay: terms.dueDay,
        homeOrder: terms.homeOrder,
        ...termsText(terms),
        detailsSealed: this.sealer.seal(JSON.stringify(details)),
        lawDay: context.lawDay,
        decidedOn: context.today,
        commitmentUntil,
      },
      { kind: 'committed', body: { amount, commitmentUntil } },
    );
  }

  /** Everybody in it, the borrower first, then by the order of their ids; each is known to the centre from now on. */
  private async people(
    tx: Tx,
    { personId }: Context,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<readonly Party[]> {
    const { people } = knownValue<PartiesFact>(facts, 'loan.parties');
    const named = people.map(({ role, personId: id, sealed }) => ({
      ...opened<PersonAsked>(this.sealer, sealed),
      personId: role === 'borrower' ? personId : id,
      role: ROLE[role],
    }));
    await this.parties.ensurePersons(
      tx,
      named.map(({ name, idNo }) => ({ name, idNo })),
    );
    return named.sort(
      (a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || (a.personId < b.personId ? -1 : 1),
    );
  }

  private details(
    { contractNo, projectNo, sealed }: NonNullable<HomeFact['home']>,
    parties: readonly Party[],
    payee: LoanPayee,
  ): LoanDetails {
    const { address, area, sellers, lender } = opened<SealedHome & Pick<LoanDetails, 'lender'>>(
      this.sealer,
      sealed,
    );
    return {
      address,
      area,
      contractNo: lender?.contractNo ?? contractNo,
      projectNo,
      payee: { bankCode: payee.bankCode, accountNo: payee.accountNo, name: payee.name },
      parties,
      ...(sellers === undefined ? {} : { seller: sellers }),
      ...(lender === undefined ? {} : { lender }),
    };
  }
}

function receiptOf(made: {
  loanNo: string;
  loanId: string;
  terms: LoanTerms;
  room: LoanRoom;
  commitmentUntil: string;
}): { readonly [key: string]: Json } {
  const { loanNo, loanId, terms, room, commitmentUntil } = made;
  return {
    loanNo,
    loanId,
    amount: terms.amount,
    limit: yuan(room.most),
    binding: { code: room.binding, ...boundWords(room.binding) },
    termMonths: terms.termMonths,
    longestTermMonths: room.term.maxPeriods,
    method: terms.method,
    homeOrder: terms.homeOrder,
    bankPart: terms.bankPart,
    annualRateToday: formatRate(room.annualRate),
    commitmentUntil,
    next: {
      zh: '利率以放款日为准；请在承诺有效期内预约面签',
      en: 'The rate is that of the day of disbursement; book a time to sign while the commitment holds',
    },
  };
}

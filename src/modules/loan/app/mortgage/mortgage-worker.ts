import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { Parties } from '../../../party';
import {
  type Answer,
  Evidence,
  type Grants,
  type MortgageAnswer,
  type MortgageApplication,
  RealEstate,
  type UnitState,
} from '../../../registry';
import type { LoanDetails } from '../../domain/loan-details';
import { askAgainMs, NONE_OF_OURS, SEVERAL_OF_OURS } from '../../domain/mortgage/mortgage-told';
import {
  type LoanMortgage,
  postponeMortgage,
  selectCertificatesOfOthers,
  selectMortgage,
} from '../../store/loan-mortgage-store';
import { selectLoanParties } from '../../store/loan-party-store';
import type { Loan } from '../../store/loan-store';
import { DisburseLoan } from '../disbursement/disburse-loan';
import { LoanFile } from '../loan-file';
import { ApplyTold } from './apply-told';

/** For which the title registry is asked, and for which fields. */
export const MORTGAGE_PURPOSE = 'loan-mortgage';
export const MORTGAGE_GRANTS: Grants = {
  'REA.mortgage': ['certNo', 'mortgagee', 'registeredOn', 'reason'],
  'REA.unit': ['mortgages'],
};

/** 不动产登记暂行条例14条: whoever signed the contracts applies, the centre for them by their signed order. */
const BASIS = '抵押合同约定由抵押权人申请登记';
const batch = 8;
const leased = { table: 'loan_mortgage', work: `t.state IN ('requested', 'accepted')` };

/** Puts applications for mortgages to the title registry, and asks again while it is silent or has them in hand. */
@Injectable()
export class MortgageWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loans: LoanFile,
    private readonly realEstate: RealEstate,
    private readonly evidence: Evidence,
    private readonly told: ApplyTold,
    private readonly disbursing: DisburseLoan,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('mortgages', watch, [dueOf(leased)], 2);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch }),
    );
    await Promise.all(claims.map((claim) => this.carry(centreId, claim)));
    return claims.length;
  }

  private async carry(centreId: number, claim: Claim): Promise<void> {
    try {
      await this.ask(centreId, claim);
    } catch (error) {
      // The lease runs out, and it is asked again.
      this.logger.warn({ event: 'mortgage-failed', mortgageId: claim.id, fault: nameOf(error) });
    }
  }

  /** No transaction is open while the registry is asked. */
  @CrashPoint('mortgage-asked')
  private async ask(centreId: number, { id, token, attempts }: Claim): Promise<void> {
    const found = await this.unitOfWork.read(centreId, async (tx) => {
      const mortgage = await selectMortgage(tx, id);
      const loan = mortgage && (await this.loans.find(tx, mortgage.loanId));
      if (!mortgage || !loan) return null;
      return { mortgage, loan, application: await this.application(tx, loan, mortgage) };
    });
    if (!found) return;
    const { mortgage, loan, application } = found;
    const ask = {
      traceId: id.replaceAll('-', ''),
      purpose: MORTGAGE_PURPOSE,
      caseId: loan.caseId,
      basis: BASIS,
    };
    const answer =
      mortgage.kind === 'inquiry'
        ? await this.standing(loan, await this.realEstate.unit(ask, loan.unitKey, ['mortgages']))
        : await this.realEstate.mortgage(ask, application);
    const due = await this.unitOfWork.run(centreId, async (tx) => {
      if (answer.exchange) await this.evidence.store(tx, loan.caseId, [answer.exchange]);
      const applied =
        answer.state === 'known'
          ? await this.told.apply(tx, mortgage, answer.value)
          : { effect: 'none' as const, due: false };
      if (applied.effect === 'none') await postponeMortgage(tx, { id, token, dueInMs: askAgainMs(attempts) });
      return applied.due;
    });
    if (due) await this.disbursing.disburse(centreId, loan.id);
  }

  /**
   * What stands on a home for the centre, as if it had been applied for. What another loan has is that one's; and of
   * several that are nobody's the registry does not say for which loan they stand: none of them is taken for this one's.
   */
  private async standing(
    { id }: Loan,
    answer: Answer<UnitState<'mortgages'>>,
  ): Promise<Answer<MortgageAnswer>> {
    if (answer.state !== 'known') return answer;
    const mortgagee = this.config.centreName;
    const own = answer.value.mortgages.filter((one) => one.mortgagee === mortgagee);
    const certificates = [...new Set(own.map(({ certNo }) => certNo))];
    const others = await this.unitOfWork.read(this.config.centreId, (tx) =>
      selectCertificatesOfOthers(tx, id, certificates),
    );
    const [certNo = null, ...more] = certificates.filter((one) => !others.includes(one));
    const value: MortgageAnswer =
      certNo !== null && more.length === 0
        ? {
            ...{ status: 'registered', seq: 1, certNo, mortgagee },
            ...{ registeredOn: this.clock.today(), reason: null },
          }
        : {
            ...{ status: 'refused', seq: 1, certNo: null, mortgagee: null, registeredOn: null },
            reason: certNo === null ? NONE_OF_OURS : SEVERAL_OF_OURS,
          };
    return { ...answer, value };
  }

  private async application(
    tx: Tx,
    loan: Loan,
    { applyNo, kind, releases, withdraw }: LoanMortgage,
  ): Promise<MortgageApplication> {
    const mortgagors = await this.mortgagorsOf(tx, loan);
    return {
      applyNo,
      kind: kind === 'inquiry' ? 'mortgage' : kind,
      ...(releases !== null && { releases }),
      unitKey: loan.unitKey,
      contractNo: loan.contractNo,
      mortgagee: this.config.centreName,
      amount: yuan(loan.amountFen),
      mortgagors: mortgagors.map(({ name, idNo }) => ({ name, idNo })),
      withdraw,
    };
  }

  /** As they signed; of a loan that was taken over the people stand in the party room alone. */
  private async mortgagorsOf(tx: Tx, loan: Loan): Promise<readonly { name: string; idNo: string }[]> {
    const { parties } = JSON.parse(this.sealer.open(loan.detailsSealed)) as Partial<LoanDetails>;
    if (parties) return parties.filter(({ role }) => role !== 'guarantor');
    const people = (await selectLoanParties(tx, loan.id)).filter(({ role }) => role !== 'guarantor');
    const known = await this.parties.identitiesOf(
      tx,
      people.map(({ personId }) => personId),
    );
    return people.flatMap(({ personId }) => known.get(personId) ?? []);
  }
}

import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { parseYuan, yuan } from '../../../../kernel/money';
import { Sealer } from '../../../../platform/crypto';
import {
  type Answer,
  type Ask,
  CustodyBank,
  type Grants,
  HousingBureau,
  RealEstate,
  TaxAuthority,
} from '../../../registry';
import type { HallForm } from '../../domain/hall/hall-form';
import type { HallBranch } from '../../store/loan-hall-branch-store';
import type { LoanHall } from '../../store/loan-hall-store';
import type { Loan } from '../../store/loan-store';

/** For which the departments of the hall are asked, and for which fields. */
export const HALL_PURPOSE = 'loan-hall';
export const HALL_GRANTS: Grants = {
  'HSG.sale-contracts': ['contractNo', 'status'],
  'TAX.deed-filing': ['amount', 'paidOn', 'reason'],
  'BNK.custody': ['held', 'settledOn', 'reason'],
  'REA.unit': ['mortgages'],
};

/** What a department said of a branch: the state it comes to, null where that is none of ours. */
export interface DepartmentSaid {
  readonly to: string | null;
  readonly seq: number;
  readonly shown: { readonly [key: string]: Json };
}

export interface AskedBranch {
  readonly loan: Loan;
  readonly hall: LoanHall;
  readonly branch: HallBranch;
  /** Certificates that are the centre's own mortgage on the home. */
  readonly ownCertificates: readonly string[];
}

export type DepartmentAnswer = Pick<Answer<unknown>, 'exchange'> & { readonly said: DepartmentSaid | null };

/** Puts the one form of a joint case to the department of each branch; each knows it by the number of the hall. */
@Injectable()
export class AskDepartments {
  constructor(
    private readonly housing: HousingBureau,
    private readonly taxes: TaxAuthority,
    private readonly bank: CustodyBank,
    private readonly titles: RealEstate,
    private readonly sealer: Sealer,
  ) {}

  async ask(asked: AskedBranch): Promise<DepartmentAnswer> {
    const { loan, hall, branch } = asked;
    const form = JSON.parse(this.sealer.open(hall.formSealed)) as HallForm;
    const ask: Ask = {
      traceId: branch.id.replaceAll('-', ''),
      purpose: HALL_PURPOSE,
      caseId: loan.caseId,
      basis: '一厅式联办申请表授权',
    };
    switch (branch.branch) {
      case 'contract':
        return this.contract(ask, form, branch);
      case 'tax':
        return this.tax(ask, hall, form);
      case 'custody':
        return this.custody(ask, hall, form);
      case 'clearance':
        return this.clearance(ask, loan, asked.ownCertificates);
      case 'payout':
        return this.payout(ask, hall, form);
      default:
        throw new Error(`nobody is asked about the branch ${branch.branch}`);
    }
  }

  /** One that the bureau does not name is not cancelled: nothing is made of it. */
  private async contract(ask: Ask, form: HallForm, { state }: HallBranch): Promise<DepartmentAnswer> {
    const fields = ['contractNo', 'status'] as const;
    const answer = await this.housing.saleContracts(ask, form.buyer, fields);
    return heard(answer, (sales) => {
      const sale = sales.find(({ contractNo }) => contractNo === form.contractNo);
      if (sale?.status === 'cancelled') return { to: 'cancelled', seq: 0, shown: {} };
      const confirmed = sale?.status === 'valid' && state === 'confirming';
      return { to: confirmed ? 'confirmed' : null, seq: 0, shown: {} };
    });
  }

  private async tax(ask: Ask, hall: LoanHall, form: HallForm): Promise<DepartmentAnswer> {
    const { contractNo, buyer } = form;
    const withdraw = hall.state === 'unwinding';
    const filing = { filingNo: hall.hallNo, contractNo, buyer, price: parseYuan(form.price), withdraw };
    return heard(await this.taxes.deedFiling(ask, filing, ['amount', 'paidOn', 'reason']), (told) => ({
      to: told.status,
      seq: told.seq,
      shown: {
        amount: told.amount === null ? null : yuan(told.amount),
        paidOn: told.paidOn,
        reason: told.reason,
      },
    }));
  }

  /** In custody is the whole down payment of the contract, or it is still awaited. */
  private async custody(ask: Ask, hall: LoanHall, form: HallForm): Promise<DepartmentAnswer> {
    const order = hall.state === 'unwinding' ? 'return' : 'keep';
    return heard(await this.inCustody(ask, hall, form, order), ({ status, seq, held, settledOn, reason }) => {
      const short = status === 'funded' && held < parseYuan(form.downPayment);
      return { to: short ? 'awaiting' : status, seq, shown: { held: yuan(held), settledOn, reason } };
    });
  }

  private async payout(ask: Ask, hall: LoanHall, form: HallForm): Promise<DepartmentAnswer> {
    return heard(await this.inCustody(ask, hall, form, 'release'), ({ status, seq, settledOn }) => ({
      to: status === 'released' ? 'paid' : null,
      seq,
      shown: { settledOn },
    }));
  }

  private inCustody(ask: Ask, { hallNo }: LoanHall, form: HallForm, order: 'keep' | 'release' | 'return') {
    const { contractNo, buyer, sellers, custodyAccountNo: accountNo } = form;
    const amounts = { price: parseYuan(form.price), downPayment: parseYuan(form.downPayment) };
    const custody = { custodyNo: hallNo, contractNo, accountNo, buyer, sellers, ...amounts, order };
    return this.bank.custody(ask, custody, ['held', 'settledOn', 'reason']);
  }

  /** Mortgages on the home beside the centre's own: the seller's is to be cleared before the seller is paid. */
  private async clearance(ask: Ask, { unitKey }: Loan, own: readonly string[]): Promise<DepartmentAnswer> {
    return heard(await this.titles.unit(ask, unitKey, ['mortgages']), ({ mortgages }) => {
      const others = mortgages.filter(({ certNo }) => !own.includes(certNo)).length;
      return { to: others === 0 ? 'cleared' : 'standing', seq: 0, shown: { mortgages: others } };
    });
  }
}

function heard<T>(answer: Answer<T>, say: (value: T) => DepartmentSaid): DepartmentAnswer {
  const said = answer.state === 'known' ? say(answer.value) : null;
  return { exchange: answer.exchange, said };
}

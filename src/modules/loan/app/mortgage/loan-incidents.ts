import { Injectable, Logger } from '@nestjs/common';
import type { BilingualText } from '../../../../kernel/decision';
import type { Json } from '../../../../kernel/fact';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { insertIncident, selectIncidents } from '../../store/loan-disbursement-store';

/** What may befall a loan and only a person can decide. */
export const INCIDENT_TEXTS = {
  MORTGAGEE_DIFFERS: {
    zh: '登记的抵押权人不是本中心，或缺少证明号，未放款',
    en: 'The creditor registered is not the centre, or there is no certificate: nothing was paid',
  },
  MORTGAGE_OF_VOID_LOAN: {
    zh: '贷款已作废而抵押已登记，属本中心的已申请注销，请核查',
    en: 'The loan is void and its mortgage was registered; one of the centre is being released. Look into it',
  },
  MORTGAGE_CANCELLED_AFTER_DISBURSING: {
    zh: '放款后抵押被注销，贷款失去担保，请核查处理',
    en: 'The mortgage was cancelled after the money left: the loan has no security. Look into it',
  },
  CONVERSION_REFUSED: {
    zh: '登记机构未将抵押预告登记转为抵押登记，请核查后再次申请',
    en: 'The registry does not turn the pre-notice into a mortgage. Look into it, and ask anew',
  },
  CONVERSION_CANCELLED: {
    zh: '由预告登记转成的抵押登记被注销，贷款失去担保，请核查处理',
    en: 'The mortgage that the pre-notice had become was cancelled: the loan has no security. Look into it',
  },
  RELEASE_REFUSED: {
    zh: '贷款已结清或作废，登记机构未办理抵押注销，请核查后再次申请',
    en: 'The loan is settled or void and the registry does not release its mortgage. Look into it, and ask anew',
  },
  MORTGAGE_NOT_FOUND: {
    zh: '接管的贷款已结清，登记机构没有本中心在该房屋上的抵押，请核查',
    en: 'A loan that was taken over is settled, and the registry has no mortgage of the centre on its home. Look into it',
  },
  MORTGAGE_NOT_TOLD_APART: {
    zh: '接管的贷款已结清，登记机构在该房屋上有本中心的多项抵押，不能确定哪一项属于本贷款，均未注销，请核查',
    en: 'A loan that was taken over is settled, and the registry has several mortgages of the centre on its home: none was released. Look into which is its own',
  },
  KEPT_NOT_RETURNED: {
    zh: '贷款已结清，多还的款项未能退回原卡，请联系借款人绑定银行卡',
    en: 'The loan is settled and what was paid too much could not go back to its card: have the borrower bind one',
  },
  TERMS_DIFFER: {
    zh: '贷款记录与核准条款不一致，未放款',
    en: 'The loan is not what was decided: nothing was paid',
  },
  PAYEE_IS_BORROWER: {
    zh: '收款账户属于借款人，未放款',
    en: 'The account to be paid is the borrower’s: nothing was paid',
  },
  OLD_MORTGAGE_STANDS: {
    zh: '原贷款已还清满三十日而原抵押未注销，请联系原贷款银行',
    en: 'The former lender was paid thirty days ago and its mortgage still stands. Turn to the lender',
  },
  BORROWER_DECEASED: {
    zh: '放款前查明借款人已死亡，未放款，请核查处理',
    en: 'Somebody who borrows has died before the money left: nothing was paid. Look into it',
  },
  BORROWER_NOT_CONFIRMED: {
    zh: '放款前公安未能确认借款人身份，未放款，请核查处理',
    en: 'The police do not confirm who borrows: nothing was paid. Look into it',
  },
  CONTRACT_CANCELLED: {
    zh: '放款前查明购房合同备案已撤销，未放款，请核查处理',
    en: 'The contract of the purchase was cancelled before the money left: nothing was paid. Look into it',
  },
  CONTRACT_CANCELLED_AFTER_TRANSFER: {
    zh: '房屋过户或放款后买卖合同被撤销，未经审批不付卖方，请核查处理',
    en: 'The contract of the sale was cancelled after the title had passed or the loan was paid. The seller is not paid before two people say so',
  },
  RETURNED_AFTER_REPAYMENT: {
    zh: '放款退回时贷款已有还款，退款暂挂，请核查处理',
    en: 'The money came back when the loan had been repaid in part: it is kept apart. Look into it',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type IncidentCode = keyof typeof INCIDENT_TEXTS;

/** An incident as a person of the centre sees it. */
export interface LoanIncidentView {
  readonly id: string;
  readonly loanId: string;
  readonly loanNo: string;
  readonly code: string;
  readonly text: BilingualText;
  readonly body: { readonly [key: string]: Json };
  readonly noticedAt: string;
  /** What came of it, and who said so; null while it is open. */
  readonly closing: { readonly reason: string; readonly role: string; readonly at: string } | null;
}

const SHOWN = 200;

/** Told once, to people, until one of them closes it; nothing automatic follows. */
@Injectable()
export class LoanIncidents {
  private readonly logger = new Logger(LoanIncidents.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async report(
    tx: Tx,
    loanId: string,
    code: IncidentCode,
    body: { readonly [key: string]: Json } = {},
  ): Promise<void> {
    this.logger.error({ event: 'loan-incident', code, loanId });
    await insertIncident(tx, { id: newId(), loanId, code, body, at: this.clock.now() });
  }

  /** Open ones first, of each the latest. */
  list(centreId: number): Promise<LoanIncidentView[]> {
    return this.unitOfWork.read(centreId, async (tx) =>
      (await selectIncidents(tx, SHOWN)).map(({ noticedAt, closing, code, ...incident }) => ({
        ...incident,
        code,
        text: INCIDENT_TEXTS[code as IncidentCode],
        noticedAt: noticedAt.toISOString(),
        closing: closing && { ...closing, at: new Date(closing.at).toISOString() },
      })),
    );
  }
}

import { fen, parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import { call } from '../../stage/call';
import { must } from '../narrator';
import { untilTold } from './five-years-scenes';
import type { InTime } from './in-time';
import { done, fileInHand, tokenOf } from './loan-client';
import { AMOUNT } from './new-home-scene';
import { proved } from './proof-scene';
import { standingOf } from './repayment-view';

interface Documents {
  readonly documents: readonly { readonly kind: string; readonly code: string }[];
}

interface Notices {
  readonly notices: readonly { readonly loanNo: string; readonly text: { readonly zh: string } }[];
}

/** Certificate, notice to the employer and release of the mortgage: nobody applies for any of them. */
export async function closingScene(t: InTime): Promise<void> {
  const { stage, narrator, service, loan } = t;
  narrator.scene(
    '十一、结清证明、停止代扣、抵押注销：无人申请',
    '11. Certificate, notice, release: nobody applies',
  );
  await narrator.step(
    () => untilTold(t, 'certificate-issued'),
    (_, ms) => `结清证明自动出具 (${ms} ms)`,
  );
  await certified(t);
  await told(t);
  await narrator.step(
    async () => {
      const applyNo = await service.workUntil('the release', () => fileInHand(stage, loan, 'release'));
      await stage.control('POST', `/rea/mortgages/${applyNo}/register`, {});
      await untilTold(t, 'mortgage-released');
    },
    (_, ms) => `抵押注销自动申请，登记机构已注销 (${ms} ms)`,
  );
  const { repayment, kinds } = await standingOf(stage, loan);
  const repaid = repayment.history.filter(({ paidBy }) => paidBy !== 'bank');
  const principal = yuan(sumFen(repaid.map((payment) => parseYuan(payment.principal))));
  const interest = yuan(sumFen(repaid.map((payment) => parseYuan(payment.interest))));
  must(principal === AMOUNT, `all of the principal came back: ${principal}`);
  must(kinds.at(-1) === 'mortgage-released', 'the timeline ends with the release');
  narrator.line(`五年合计：本金 ${principal} 元全部收回，利息 ${interest} 元，罚息 ${penaltyOf(repaid)} 元`);
  const other = await standingOf(stage, t.other);
  must(
    other.state === 'active' && other.repayment.owedInAll === '0.00',
    'the other loan runs on, nothing owed',
  );
  narrator.line(`二手房贷款同期逐月由银行卡归还，余 ${other.repayment.principalLeft} 元，无逾期`);
  must(!other.kinds.includes('overdue'), 'it never was overdue');
  await proved(stage, narrator);
}

function penaltyOf(payments: readonly { readonly penalty: string }[]): string {
  return yuan(fen(sumFen(payments.map(({ penalty }) => parseYuan(penalty)))));
}

/** Anybody who has its code can ask. */
async function certified({ stage, narrator, loan }: InTime): Promise<void> {
  const [borrower] = loan.borrowers;
  must(borrower !== undefined, 'somebody borrows');
  const { documents } = await done<Documents>(stage, 'GET', '/v1/documents', await tokenOf(stage, borrower));
  const certificate = documents.find(({ kind }) => kind === 'loan-settlement');
  must(certificate !== undefined, 'the borrower has the certificate');
  const { body } = await call<{ state: string; kind: { zh: string }; stateText: { zh: string } }>({
    method: 'GET',
    url: `${stage.api.url}/v1/verifications/${encodeURIComponent(certificate.code)}`,
  });
  must(body.state === 'valid', 'anybody finds it valid');
  narrator.line(`  任何人凭查验码查验：${body.kind.zh}，${body.stateText.zh}`);
}

async function told({ stage, narrator, payer, loan }: InTime): Promise<void> {
  const path = `/v1/employers/${payer.employerId}/loan-notices`;
  const { notices } = await done<Notices>(stage, 'GET', path, await stage.tokenFor(payer.agent));
  must(notices.length === loan.borrowers.length, 'the employer is told of the couple');
  narrator.line(`  单位收到：${notices[0]?.text.zh ?? ''}（${notices.length} 份）`);
}

import { printPdf } from '../../../src/modules/document/render/print-pdf';
import type { DocumentContent, DocumentKind } from '../../../src/modules/document';
import { loanStatement } from '../../../src/modules/loan/domain/closing/loan-statement.kind';
import { settlementCertificate } from '../../../src/modules/loan/domain/closing/settlement-certificate.kind';
import type { Json } from '../../../src/kernel/fact';
import { pdfText } from '../../support/pdf-text';

const body = {
  name: '欧阳娜娜',
  idNo: '110105********002X',
  loanNo: 'DK2026110100000001',
  unitKey: '140199001001GB00099F00090900',
  disbursed: '500000.00',
  disbursedOn: '2026-11-01',
  settledOn: '2027-05-10',
  stateZh: '正常还款',
  principalLeft: '498123.45',
  annualRate: '0.026',
  owedInAll: '0.00',
  toSettleToday: '498500.01',
};
const plan: Json[] = [
  { no: 7, dueOn: '2027-06-01', principal: '3650.12', interest: '1079.27' },
  { no: 8, dueOn: '2027-07-01', principal: '3658.03', interest: '1071.36' },
];

/** As it is printed, without the breaks between lines and words. */
async function printed(kind: DocumentKind, lines: readonly Json[] | null): Promise<string> {
  const content = { body, issuedOn: '2027-05-10' } as unknown as DocumentContent;
  const pdf = await printPdf({
    sheet: kind.sheet(content, lines),
    centre: '零跑市住房公积金管理中心（演示）',
    documentNo: '2027051000000012',
    code: '7K3F-9Q2M-XW4T-ABC5',
    verifyAt: 'https://gjj.example.cn/v1/verifications/7K3F9Q2MXW4TABC5',
    issuedAt: '2027-05-10T02:00:00.000Z',
    issuedOn: '2027-05-10',
    validUntil: null,
    contentHash: 'ab'.repeat(32),
    keyId: 'documents-1',
    signature: 'Q'.repeat(86),
    revoked: false,
  });
  return pdfText(pdf).replace(/\s+/g, '');
}

describe('what is printed of a loan', () => {
  it('certifies the settlement: who, what and when, and that nothing is owed', async () => {
    const text = await printed(settlementCertificate, null);
    for (const part of [
      '住房公积金个人住房贷款结清证明',
      '欧阳娜娜',
      'DK2026110100000001',
      '500,000.00元',
      '2026年11月1日',
      '2027年5月10日',
      '0.00元',
      '抵押登记由本中心向不动产登记机构申请注销',
    ])
      expect(text).toContain(part);
  });

  it('states the plan, every instalment in its row', async () => {
    const text = await printed(loanStatement, plan);
    for (const part of [
      '498,123.45元',
      '正常还款',
      '72027年6月1日3,650.121,079.27',
      '82027年7月1日3,658.031,071.36',
    ])
      expect(text).toContain(part);
  });
});

import { loanCertificate } from '../../../src/modules/contribution/domain/certificate/member-certificate.kind';

const account = {
  name: '测一',
  idNo: '140199199505050097',
  accountNo: '1',
  state: '01',
  stateZh: '正常',
  employer: '某公司',
  unitAccountNo: '2',
  openedOn: '2026-09-01',
  sealedOn: null,
  base: '8000.00',
  ratioEmployer: null,
  ratioEmployee: '0.1000',
  monthlyEmployer: '800.00',
  monthlyEmployee: '800.00',
  monthlyTotal: '1600.00',
  paidThrough: null,
  monthsInARow: 0,
  balance: '0.00',
};

const printed = (loans: object): Record<string, string> => {
  const content = { body: { ...account, ...loans } } as unknown as Parameters<
    typeof loanCertificate.sheet
  >[0];
  const { fields, notes } = loanCertificate.sheet(content, null);
  const shown = Object.fromEntries(fields.map(({ label, value }) => [label, value]));
  return { ...shown, note: notes[0] ?? '' };
};

describe('the certificate for a lender elsewhere', () => {
  it.each([
    [{ used: 0, elsewhere: 0, unsettled: 0, runs: false }, '未使用', '无'],
    [{ used: 2, elsewhere: 0, unsettled: 1, runs: false }, '2 次', '1 笔'],
    [{ used: 2, elsewhere: 1, unsettled: 0, runs: false }, '2 次（其中转入前在外地 1 次）', '无'],
    [
      { used: 1, elsewhere: 1, unsettled: 0, runs: true },
      '1 次（其中转入前在外地 1 次）',
      '外地有未结清贷款（转入时告知）',
    ],
    [
      { used: 2, elsewhere: 1, unsettled: 1, runs: true },
      '2 次（其中转入前在外地 1 次）',
      '本中心 1 笔；外地有未结清贷款（转入时告知）',
    ],
  ])('prints %j', (loans, used, unsettled) => {
    const shown = printed({
      loansUsed: loans.used,
      loansUsedElsewhere: loans.elsewhere,
      loansUnsettled: loans.unsettled,
      loanRunsElsewhere: loans.runs,
    });
    expect([shown['已用公积金贷款'], shown['未结清贷款']]).toEqual([used, unsettled]);
    expect(shown['note']).toMatch(/转入时原中心告知/);
    expect(shown['缴存比例']).toBe('单位 —，个人 10%');
  });

  it('of before, which told the loans of this centre alone, says so as it did', () => {
    const shown = printed({ loansUsed: 1, loansUnsettled: 0 });
    expect([shown['已用公积金贷款'], shown['未结清贷款']]).toEqual(['1 次', '无']);
    expect(shown['note']).toMatch(/不含外地中心的贷款/);
  });
});

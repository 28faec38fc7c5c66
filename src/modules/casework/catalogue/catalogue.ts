import type { CatalogueEntry, CatalogueGroup, Initiator } from './catalogue-entry';

type Line = readonly [
  code: string,
  initiator: Initiator | readonly Initiator[],
  channel: CatalogueEntry['channel'],
  zh: string,
  en: string,
];

const CONTRIBUTION: readonly Line[] = [
  ['GJ01', 'employer-agent', 'online', '单位缴存登记', 'Employer registration'],
  ['GJ02', 'employer-agent', 'online', '单位信息变更', 'Change of employer data'],
  ['GJ03', 'employer-agent', 'online', '专管员变更授权', 'Change of employer agent'],
  ['GJ04', 'employer-agent', 'online', '委托收款签约', 'Direct debit mandate'],
  ['GJ05', 'employer-agent', 'online', '单位销户', 'Closing of an employer account'],
  [
    'GJ06',
    ['employer-agent', 'clerk'],
    'counter',
    '单位合并、分立、改制',
    'Employer merger, split or conversion',
  ],
  ['GJ07', 'employer-agent', 'online', '缴存比例调整', 'Change of contribution ratio'],
  ['GJ08', 'employer-agent', 'online', '年度缴存基数调整', 'Yearly change of contribution bases'],
  ['GJ09', 'employer-agent', 'online', '个别缴存基数调整', 'Correction of one member’s contribution base'],
  ['GJ10', 'employer-agent', 'online', '汇缴清册核定（人员增减变更）', 'Remittance list and its changes'],
  ['GJ11', ['employer-agent', 'system'], 'online', '汇缴', 'Remittance'],
  ['GJ12', 'employer-agent', 'online', '补缴', 'Back payment'],
  ['GJ13', 'employer-agent', 'online', '错缴退回', 'Refund of a wrong payment'],
  ['GJ14', 'employer-agent', 'counter', '困难单位降低缴存比例', 'Lower contribution ratio for hardship'],
  ['GJ15', 'employer-agent', 'counter', '困难单位缓缴', 'Deferral of contributions for hardship'],
  ['GJ16', 'employer-agent', 'online', '恢复缴存及缓缴补缴', 'Resumption after hardship'],
  ['GJ17', 'employer-agent', 'online', '单位缴存证明', 'Employer certificate of contribution'],
  ['GJ18', 'employer-agent', 'online', '单位查询与对账', 'Employer statement'],
  ['GJ19', 'employer-agent', 'online', '单位暂收款分配或退回', 'Allocation or refund of suspense money'],
  ['GJ20', 'employer-agent', 'online', '个人账户设立', 'Opening of a member account'],
  ['GJ21', 'member', 'online', '个人联系信息变更', 'Change of contact data'],
  ['GJ22', 'member', 'counter', '个人姓名或证件号码变更', 'Change of name or id number'],
  ['GJ23', 'employer-agent', 'online', '个人账户封存', 'Sealing of a member account'],
  ['GJ24', 'employer-agent', 'online', '个人账户启封', 'Unsealing of a member account'],
  ['GJ25', ['employer-agent', 'member'], 'online', '个人账户同城转移', 'Transfer within the city'],
  [
    'GJ26',
    ['employer-agent', 'member', 'system'],
    'online',
    '个人账户集中封存（托管）',
    'Transfer to the central sealed account',
  ],
  ['GJ27', 'member', 'online', '异地转入', 'Transfer in from another city'],
  ['GJ28', ['national-platform', 'system'], 'online', '异地转出', 'Transfer out to another city'],
  ['GJ29', ['member', 'system'], 'online', '个人重复账户合并', 'Merger of duplicate member accounts'],
  ['GJ30', 'member', 'online', '灵活就业人员开户', 'Voluntary account of a flexible worker'],
  ['GJ31', 'member', 'online', '灵活就业人员缴存变更', 'Change of a flexible worker’s contribution'],
  [
    'GJ32',
    'member',
    'online',
    '个人缴存证明（含异地贷款缴存使用证明）',
    'Member certificate of contribution (also for loans in another city)',
  ],
  ['GJ33', 'member', 'online', '个人账户查询', 'Member statement'],
  ['GJ34', 'member', 'online', '个人收款银行卡绑定', 'Binding of a payout card'],
  ['GJ35', 'clerk', 'counter', '司法冻结、解冻与扣划', 'Court freeze, release and deduction'],
];

const WITHDRAWAL: readonly Line[] = [
  ['TQ01', 'member', 'online', '购买新建商品住房提取', 'Withdrawal for a new home'],
  ['TQ02', 'member', 'online', '购买二手住房提取', 'Withdrawal for a second-hand home'],
  ['TQ03', 'member', 'online', '购买保障性住房提取', 'Withdrawal for an affordable home'],
  ['TQ04', 'member', 'counter', '拆迁安置补差价提取', 'Withdrawal for the top-up on a relocation home'],
  ['TQ05', 'member', 'counter', '建造、翻建自住住房提取', 'Withdrawal for building or rebuilding one’s home'],
  ['TQ06', 'member', 'counter', '大修自住住房提取', 'Withdrawal for overhauling one’s home'],
  ['TQ07', 'member', 'online', '偿还本中心住房公积金贷款提取', 'Withdrawal to repay a loan of this centre'],
  ['TQ08', 'member', 'online', '偿还商业住房贷款提取', 'Withdrawal to repay a bank’s home loan'],
  [
    'TQ09',
    'member',
    'online',
    '偿还异地住房公积金贷款提取',
    'Withdrawal to repay a loan of another city’s centre',
  ],
  ['TQ10', 'member', 'online', '住房公积金贷款按月对冲签约', 'Monthly hedging of a loan of this centre'],
  [
    'TQ11',
    'member',
    'online',
    '商业住房贷款按月委托提取签约',
    'Monthly entrusted repayment of a bank’s home loan',
  ],
  ['TQ12', 'member', 'online', '租赁商品住房提取', 'Withdrawal for commercial rent'],
  ['TQ13', 'member', 'online', '租赁公租房、保租房提取', 'Withdrawal for public or affordable rent'],
  ['TQ14', ['member', 'system'], 'online', '离休、退休提取', 'Withdrawal on retirement'],
  [
    'TQ15',
    'member',
    'online',
    '终止劳动关系满半年未再就业提取',
    'Withdrawal half a year after the end of employment',
  ],
  [
    'TQ16',
    'member',
    'online',
    '完全丧失劳动能力并终止劳动关系提取',
    'Withdrawal on total loss of working ability with employment ended',
  ],
  ['TQ17', 'member', 'counter', '出国定居提取', 'Withdrawal on settling abroad'],
  ['TQ18', 'member', 'counter', '赴港澳台定居提取', 'Withdrawal on settling in Hong Kong, Macao or Taiwan'],
  ['TQ19', ['heir', 'clerk'], 'counter', '死亡继承提取', 'Withdrawal by heirs of a deceased member'],
  ['TQ20', 'member', 'online', '最低生活保障家庭提取', 'Withdrawal on subsistence allowance'],
  ['TQ21', 'member', 'counter', '重大疾病提取', 'Withdrawal for serious illness'],
  ['TQ22', 'member', 'online', '既有住宅加装电梯提取', 'Withdrawal for adding a lift'],
];

const LOAN: readonly Line[] = [
  ['DK01', 'member', 'online', '贷款额度测算与资格预审', 'Loan estimate and pre-check'],
  ['DK02', 'member', 'counter', '新建商品住房贷款（含组合贷款）', 'Loan for a new home (also combined)'],
  ['DK03', 'member', 'counter', '二手住房贷款（一厅式办理）', 'Loan for a second-hand home (one hall)'],
  [
    'DK04',
    'member',
    'counter',
    '建造、翻建、大修自住住房贷款',
    'Loan for building, rebuilding or overhauling',
  ],
  ['DK05', 'member', 'counter', '商业贷款转住房公积金贷款', 'Conversion of a bank’s home loan'],
  ['DK06', 'member', 'online', '提前部分还款', 'Partial prepayment'],
  ['DK07', 'member', 'online', '提前结清贷款', 'Full early settlement'],
  ['DK08', 'member', 'online', '还款方式、账户、期限变更', 'Change of repayment method, card or term'],
  [
    'DK09',
    ['member', 'system'],
    'online',
    '贷款结清证明与抵押注销',
    'Settlement certificate and mortgage release',
  ],
  ['DK10', 'member', 'online', '贷款及还款计划查询', 'Loan and repayment plan statement'],
];

/** 条例第24条 (2), (3), (4) and death: retirement, left employment, disability, abroad, heirs. */
const CLOSING: ReadonlySet<string> = new Set(['TQ14', 'TQ15', 'TQ16', 'TQ17', 'TQ18', 'TQ19']);

function entries(group: CatalogueGroup, lines: readonly Line[]): CatalogueEntry[] {
  return lines.map(([code, initiator, channel, zh, en]) => ({
    code,
    group,
    names: { zh, en },
    initiator: typeof initiator === 'string' ? [initiator] : initiator,
    channel,
    closesAccount: CLOSING.has(code),
  }));
}

/** All 67 services of the centre, 51 online and 16 at the counter, in the order of their codes within a group. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...entries('contribution', CONTRIBUTION),
  ...entries('withdrawal', WITHDRAWAL),
  ...entries('loan', LOAN),
];

const BY_CODE: ReadonlyMap<string, CatalogueEntry> = new Map(CATALOGUE.map((entry) => [entry.code, entry]));

/** undefined when the code is none of the 67. */
export function findEntry(code: string): CatalogueEntry | undefined {
  return BY_CODE.get(code);
}

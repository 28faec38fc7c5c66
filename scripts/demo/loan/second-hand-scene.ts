import type { HallBranchName, HallParty } from '../../../src/modules/loan/domain/hall/hall-branch';
import type { HallView } from '../../../src/modules/loan/domain/hall/hall-view';
import type { Stage } from '../../stage/stage';
import { apply, receiptText, until } from '../case-client';
import { memberWithCard } from '../member-with-card';
import { must, type Narrator } from '../narrator';
import {
  applicationOf,
  done,
  paidTo,
  seen,
  type Someone,
  tellTimeline,
  type ToldLoan,
  tokenOf,
} from './loan-client';
import { type Branch, signingScene } from './signing-scene';

const UNIT_KEY = '140199001001GB00099F00090901';
const LENDER = '某银行股份有限公司太原分行';
const CUSTODY_ACCOUNT = '104014019900000088';
const AMOUNT = '300000.00';
/** A contract, B loan, C tax, D custody, E title, F money, H old mortgage, G seller. */
const WHOLE = 'A confirmed,B committed,C paid,D funded,E registered,F paid,H cleared,G paid';

const WHO: Readonly<Record<HallParty, string>> = {
  borrower: '买方',
  seller: '卖方',
  centre: '本中心',
  'housing-bureau': '住建部门',
  'tax-authority': '税务机关',
  bank: '银行',
  registry: '登记机构',
  nobody: '无待办',
};

interface InHall {
  readonly loan: ToldLoan;
  readonly hallNo: string;
}

/** A second-hand home through the one hall: every department side by side, the seller paid last. */
export async function secondHandScene(
  stage: Stage,
  narrator: Narrator,
  { buyer, seller, branch }: { buyer: Someone; seller: Someone; branch: Branch },
): Promise<ToldLoan> {
  narrator.scene('四、二手房：一厅联办，一张表进件', '4. A second-hand home: one hall, one form');
  await filed(stage, buyer, seller);
  await memberWithCard(stage, narrator, buyer);
  const token = await tokenOf(stage, buyer);
  const input = { creditConsentNo: 'SQ000000000003', amount: AMOUNT, termMonths: 120, sellerLender: LENDER };
  const view = await narrator.step(
    async () => until(stage, token, (await apply(stage, token, 'DK03', input)).id, 'done', 30),
    (decided, ms) => `DK03 ${buyer.name}：核准 ${receiptText(decided, 'amount')} 元 (${ms} ms)`,
  );
  const loan = { id: receiptText(view, 'loanId'), borrowers: [buyer] };
  const opened = await readHall(stage, loan);
  const { hallNo } = opened;
  narrator.line(`  联办件 ${hallNo}，各分支由谁办理、自何时起 / who has each part, since when：`);
  tellBranches(narrator, opened);
  const hall = { loan, hallNo };
  await sideBySide(stage, narrator, hall);
  const papers = ['loan-contract', 'mortgage-contract', 'custody-agreement'];
  const visit = { loan, present: [buyer, seller], time: '14:00', hedging: false, papers };
  await signingScene(stage, narrator, branch, visit);
  await passed(stage, narrator, hall);
  await toTheSeller(stage, narrator, hall);
  return loan;
}

/** Contract, title, and the seller's own mortgage, as the registries have them. */
async function filed(stage: Stage, buyer: Someone, seller: Someone): Promise<void> {
  await stage.control('POST', '/sales', {
    sales: [
      {
        ...{ contractNo: 'CL(2027)0000001', unitKey: UNIT_KEY, signedOn: '2027-02-20' },
        ...{ price: '1000000.00', assessed: '900000.00' },
        buyers: [{ name: buyer.name, idNo: buyer.idNo, sharePercent: 100 }],
        sellers: [{ name: seller.name, idNo: seller.idNo }],
      },
    ],
  });
  await stage.control('PUT', `/units/${UNIT_KEY}`, {
    title: {
      titleNo: '晋(2022)太原市不动产权第0000001号',
      registeredOn: '2022-05-20',
      ownerIdNos: [seller.idNo],
    },
    landUntil: '2082-03-31',
    mortgages: [{ certNo: '晋(2019)太原市不动产证明第0000055号', mortgagee: LENDER, kind: 'mortgage' }],
  });
}

/** Tax and custody go on while the loan waits for its signatures. */
async function sideBySide(stage: Stage, narrator: Narrator, hall: InHall): Promise<void> {
  const { hallNo } = hall;
  const told = (party: string): Promise<unknown> =>
    stage.control('POST', `/hall/told/${UNIT_KEY}/${hallNo}/${party}`, {});
  await narrator.step(
    () => Promise.all([come(stage, hall, 'tax', 'accepted'), come(stage, hall, 'custody', 'awaiting')]),
    (_, ms) => `税务已受理、监管账户已开立，两个分支同时进行 (${ms} ms)`,
  );
  await narrator.step(
    async () => {
      await stage.control('POST', `/hall/tax/${hallNo}/assess`, { amount: '9000.00' });
      await stage.control('POST', `/hall/tax/${hallNo}/pay`, {});
      await told('SWJG');
      await come(stage, hall, 'tax', 'paid');
    },
    (_, ms) => `契税核定 9000.00 元，买方已缴 (${ms} ms)`,
  );
  await narrator.step(
    async () => {
      await stage.control('POST', `/hall/custody/${hallNo}/fund`, {});
      await told('ZJJG');
      await come(stage, hall, 'custody', 'funded');
    },
    (_, ms) => `首付款已进监管 (${ms} ms)`,
  );
}

/** Joined: the title passes and our mortgage is registered in one step; the seller's own is struck out with it. */
async function passed(stage: Stage, narrator: Narrator, { loan }: InHall): Promise<void> {
  const applyNo = await narrator.step(
    () => applicationOf(stage, loan, 'transfer-and-mortgage'),
    (no, ms) => `三支齐备，合同再核一次，过户与抵押并案申请，受理号 ${no} (${ms} ms)`,
  );
  must((await paidTo(stage, CUSTODY_ACCOUNT)).length === 0, 'nothing is paid before the title has passed');
  await narrator.step(
    async () => {
      const path = `/rea/mortgages/${applyNo}/register`;
      const { eventNo, file } = await stage.control<{ eventNo: string; file: { certNo: string } }>(
        'POST',
        path,
        { push: false },
      );
      const ours = { certNo: file.certNo, mortgagee: '本中心', kind: 'mortgage' };
      await stage.control('PUT', `/units/${UNIT_KEY}`, { mortgages: [ours] });
      await stage.control('POST', `/rea/events/${eventNo}/again`, { sign: 'valid' });
    },
    (_, ms) => `登记机构：过户、抵押同时登簿，卖方原抵押一并注销，事件推送 (${ms} ms)`,
  );
}

async function toTheSeller(stage: Stage, narrator: Narrator, { loan }: InHall): Promise<void> {
  const hall = await narrator.step(
    () =>
      seen('the joint case is done', async () => {
        const view = await readHall(stage, loan);
        return view.state === 'done' ? view : null;
      }),
    ({ stateText }, ms) => `贷款进监管户，监管户付给卖方：${stateText.zh} (${ms} ms)`,
  );
  const paid = await paidTo(stage, CUSTODY_ACCOUNT);
  must(paid.join() === AMOUNT, `custody got the loan once: ${paid.join()}`);
  tellBranches(narrator, hall);
  const whole = hall.branches.map(({ letter, state }) => `${letter} ${state}`).join();
  must(whole === WHOLE, `every branch has come to its end: ${whole}`);
  narrator.line('  时间线 timeline：');
  tellTimeline(narrator, hall.timeline);
  must(hall.timeline.at(-1)?.kind === 'hall-done', 'the timeline ends with the joint case');
}

/** Each branch, who has it and since when. */
function tellBranches(narrator: Narrator, { branches }: HallView): void {
  for (const { letter, name, text, who, since } of branches)
    narrator.line(
      `    ${letter} ${name.zh}：${text.zh}（${WHO[who]}，自 ${since.slice(11, 19)}） / ${name.en}: ${text.en}`,
    );
}

async function readHall(stage: Stage, { id, borrowers: [buyer] }: ToldLoan): Promise<HallView> {
  must(buyer !== undefined, 'somebody buys');
  return done<HallView>(stage, 'GET', `/v1/loans/${id}/hall`, await tokenOf(stage, buyer));
}

function come(stage: Stage, { loan }: InHall, name: HallBranchName, state: string): Promise<true> {
  return seen(`${name} is ${state}`, async () => {
    const { branches } = await readHall(stage, loan);
    return branches.find(({ branch }) => branch === name)?.state === state ? true : null;
  });
}

import { addMonths, parseDay } from '../../src/kernel/calendar';
import type { Stage } from '../stage/stage';
import { amountStep, apply, receiptText } from './case-client';
import type { Cast } from './cast';
import { memberWithCard } from './member-with-card';
import { must, type Narrator } from './narrator';

/** A couple draws for their new home from its one pot; somebody who asks too late is told the last day. */
export async function buyerScene(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '七、夫妻购房：合同自动查到，一套住房一个额度',
    '7. A couple buys a home: the contract is found, one pot per home',
  );
  await draw(stage, cast, narrator, { role: 'buyer', taken: '0.00', amount: '19286.00' });
  await draw(stage, cast, narrator, { role: 'buyerSpouse', taken: '19286.00', amount: '8876.00' });
  await tooLate(stage, cast, narrator);
}

/** One of the couple draws what the account has. */
async function draw(
  stage: Stage,
  cast: Cast,
  narrator: Narrator,
  expected: { readonly role: string; readonly taken: string; readonly amount: string },
): Promise<void> {
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole(expected.role));
  const paid = await narrator.step(
    () => apply(stage, token, 'TQ01', {}),
    (view) =>
      `TQ01 ${name}：${view.stateText.zh}，${view.decision?.amount ?? ''} 元；合同 ${receiptText(view, 'contractNo')} 由住建部门查得`,
  );
  const [cap, taken] = [amountStep(paid, '该房可提取总额'), amountStep(paid, '该房已提取')];
  narrator.line(
    `  本套住房可提取总额 ${cap} 元，此前已提取 ${taken} 元，余 ${amountStep(paid, '该房剩余额度')} 元`,
  );
  must(
    paid.state === 'done' && paid.decision?.amount === expected.amount,
    `${name} draws ${expected.amount}`,
  );
  must(cap === '500000.00' && taken === expected.taken, `the pot of the home had given ${expected.taken}`);
}

async function tooLate(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  const { name, idNo } = cast.inRole('lateBuyer');
  const lastDay = addMonths(parseDay(cast.contractOf('lateBuyer').filedOn), 12);
  const token = await stage.tokenFor({ role: 'member', name, idNo });
  const refused = await narrator.step(
    () => apply(stage, token, 'TQ01', {}),
    (view, ms) => `TQ01 ${name}：${view.stateText.zh} (${ms} ms)`,
  );
  const expired = refused.reasons.find(({ reasonCode }) => reasonCode === 'WINDOW_EXPIRED');
  must(refused.state === 'refused' && expired !== undefined, 'who asks too late is refused');
  must(expired.text.zh.includes(lastDay), `the last day is told: ${lastDay}`);
  narrator.line(`  ${expired.reasonCode}：${expired.text.zh}`);
  if (expired.fix) narrator.line(`    → ${expired.fix.zh}`);
}

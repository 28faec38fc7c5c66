import type { Stage } from '../stage/stage';
import { buyerScene } from './buyer-scene';
import { apply, type CaseAnswer, type PrecheckAnswer, until } from './case-client';
import type { Cast } from './cast';
import { deskScene } from './desk-scene';
import { memberWithCard } from './member-with-card';
import { must, type Narrator } from './narrator';
import { retireeScene } from './retiree-scene';
import { secondBankScene } from './second-bank-scene';

/**
 * Rents, homes and a retirement; refusals with their reasons, a silent registry, a fact that only a person can supply,
 * and banks: one that pays without a word, one that pays its own cards.
 * @param storedForDays how long the money has stood on the accounts.
 * @returns the renter's case.
 */
export async function memberScenes(
  stage: Stage,
  cast: Cast,
  narrator: Narrator,
  storedForDays: number,
): Promise<CaseAnswer> {
  const rented = await renter(stage, cast, narrator);
  await spouse(stage, cast, narrator);
  await refusal(stage, cast, narrator);
  await buyerScene(stage, cast, narrator);
  await retireeScene(stage, cast, narrator, storedForDays);
  await silence(stage, cast, narrator);
  await deskScene(stage, cast, narrator);
  await bankTimeout(stage, cast, narrator);
  await secondBankScene(stage, cast, narrator);
  return rented;
}

async function renter(stage: Stage, cast: Cast, narrator: Narrator): Promise<CaseAnswer> {
  narrator.scene('四、租房提取：能不能、能提多少、到账', '4. “Can I, how much?” — confirmed — on the card');
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole('renter'));
  const check = await narrator.step(
    () => stage.request<PrecheckAnswer>('POST', '/v1/prechecks', token, { item: 'TQ12', input: {} }),
    ({ body }, ms) =>
      `预审：${body.eligible === true ? '可以提取' : '不可提取'}，最多 ${body.maxAmount ?? '—'} 元 (${ms} ms)`,
  );
  must(check.body.eligible === true && check.body.maxAmount === '20942.00', 'the renter may take 20942.00');
  const paid = await narrator.step(
    () => apply(stage, token, 'TQ12', {}),
    (view, ms) =>
      `TQ12 ${name}：${view.stateText.zh}，${view.decision?.amount ?? ''} 元，提交到入账 ${view.elapsedMs ?? ms} ms`,
  );
  must(paid.state === 'done' && paid.decision?.amount === '20942.00', 'the renter is credited');
  tellTimeline(narrator, paid);
  const { visits, humanApprovals, papersSpared } = paid.spared;
  narrator.line(
    `跑动 ${visits} 次，人工审批 ${humanApprovals} 次，免交材料 ${papersSpared.length} 份：${papersSpared.map(({ zh }) => zh).join('、')}`,
  );
  return paid;
}

async function spouse(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '五、配偶提取：家庭共用年度限额，只提剩余部分',
    '5. The spouse takes what is left of the shared cap',
  );
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole('renterSpouse'));
  const paid = await narrator.step(
    () => apply(stage, token, 'TQ12', {}),
    (view) => `TQ12 ${name}：${view.stateText.zh}，${view.decision?.amount ?? ''} 元 (25000.00 − 20942.00)`,
  );
  must(paid.state === 'done' && paid.decision?.amount === '4058.00', 'the spouse takes the rest of the cap');
}

async function refusal(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene('六、不予办理：一次说清全部理由', '6. A refusal, with every reason at once');
  const { name, idNo } = cast.inRole('homeOwner');
  const token = await stage.tokenFor({ role: 'member', name, idNo });
  const refused = await narrator.step(
    () => apply(stage, token, 'TQ12', { amount: '30000.00' }),
    (view, ms) => `TQ12 ${name}：${view.stateText.zh}，共 ${view.reasons.length} 条理由 (${ms} ms)`,
  );
  must(refused.state === 'refused' && refused.reasons.length >= 3, 'every reason is given');
  for (const { reasonCode, text, fix, sources } of refused.reasons) {
    narrator.line(
      `  ${reasonCode}：${text.zh}（来源 ${[...new Set(sources.map(({ source }) => source))].join('、')}）`,
    );
    if (fix) narrator.line(`    → ${fix.zh}`);
  }
}

async function silence(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '九、民政系统无应答：不批、不拒，恢复后自动办结',
    '9. A registry falls silent; the case waits and ends by itself',
  );
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole('silentRenter'));
  await stage.control('PUT', '/moods/civ', { mood: 'silence' });
  const waiting = await narrator.step(
    () => apply(stage, token, 'TQ12', {}),
    (view, ms) => `TQ12 ${name}：${view.stateText.zh}（缺 ${view.missing.join('、')}）(${ms} ms)`,
  );
  must(waiting.state === 'waiting', 'unknown is neither yes nor no');
  await stage.control('PUT', '/moods/civ', { mood: 'normal' });
  await narrator.step(
    () => until(stage, token, waiting.id, 'done', 30),
    (view, ms) =>
      `民政恢复，系统自动再次核验：${view.stateText.zh}，${view.decision?.amount ?? ''} 元 (${ms} ms)`,
  );
}

async function bankTimeout(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '十一、银行已付款但超时：查询后入账，绝不重复付款',
    '11. The bank pays and says nothing; the query settles it',
  );
  const { token, name } = await memberWithCard(stage, narrator, cast.inRole('timeoutRenter'));
  await stage.control('PUT', '/moods/bank', { mood: 'timeout-after-paying', calls: 1 });
  // Its notices do not come through either, so that only our own question can tell.
  await stage.withoutNotices(async () => {
    const paying = await narrator.step(
      () => apply(stage, token, 'TQ12', {}),
      (view, ms) => `TQ12 ${name}：${view.stateText.zh}，银行未应答，款项保持冻结 (${ms} ms)`,
    );
    must(paying.state === 'paying', 'an unknown payment is neither paid nor failed');
    const settled = await narrator.step(
      () => until(stage, token, paying.id, 'done', 30),
      (view, ms) =>
        `按原流水号查询 BDC110：${view.stateText.zh}，${view.decision?.amount ?? ''} 元 (${ms} ms)`,
    );
    tellTimeline(narrator, settled);
  });
}

function tellTimeline(narrator: Narrator, view: CaseAnswer): void {
  const [first] = view.timeline;
  for (const { at, text } of view.timeline) {
    const ms = new Date(at).getTime() - new Date(first?.at ?? at).getTime();
    narrator.line(`  +${ms} ms ${text.zh}`);
  }
}

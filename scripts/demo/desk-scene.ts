import type { Stage } from '../stage/stage';
import { apply, type CaseAnswer, until } from './case-client';
import type { Cast } from './cast';
import { memberWithCard } from './member-with-card';
import { must, type Narrator } from './narrator';

interface QueueAnswer {
  readonly entries: readonly {
    readonly caseId: string;
    readonly person: string | null;
    readonly daysLeft: number | null;
    readonly missing: readonly {
      readonly fact: string;
      readonly words: { readonly zh: string };
      readonly reasonText: { readonly zh: string };
    }[];
  }[];
}

const clerk = { role: 'clerk', name: '零跑柜员', idNo: '110105194912310046' } as const;
const fact = 'household.marriage';

/** A marriage registered elsewhere: the case waits at the desk, a clerk enters the certificate, the rules decide. */
export async function deskScene(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '十、外地登记的婚姻：柜员只补事实，规则作决定',
    '10. A marriage registered elsewhere: a clerk supplies a fact, the rules decide',
  );
  const applicant = cast.inRole('marriageRegisteredElsewhere');
  const { token, name } = await memberWithCard(stage, narrator, applicant);
  const waiting = await narrator.step(
    () => apply(stage, token, 'TQ12', { amount: '1000.00' }),
    (view, ms) => `TQ12 ${name}：${view.stateText.zh}（缺 ${view.missing.join('、')}）(${ms} ms)`,
  );
  must(waiting.state === 'counter' && waiting.reasons.length === 0, 'nothing is refused, a person is needed');
  const desk = await stage.tokenFor(clerk);
  await tellQueue(stage, narrator, desk, waiting.id);
  await narrator.step(
    () => stage.request<CaseAnswer>('POST', `/v1/desk/cases/${waiting.id}/facts`, desk, certificateOf(cast)),
    ({ status, body }, ms) => `柜员录入结婚证：${status}，规则随即重新决定：${body.stateText.zh} (${ms} ms)`,
  );
  const done = await until(stage, token, waiting.id, 'done', 10);
  must(done.decision?.amount === '1000.00', 'the money is credited');
  tellRunMeter(narrator, done);
}

async function tellQueue(stage: Stage, narrator: Narrator, desk: string, caseId: string): Promise<void> {
  const { body } = await stage.request<QueueAnswer>('GET', '/v1/desk/queue', desk);
  const [entry] = body.entries;
  must(body.entries.length === 1 && entry?.caseId === caseId, 'the queue holds this case alone');
  const missing = entry.missing.find((candidate) => candidate.fact === fact);
  must(missing !== undefined, 'the queue says what is missing');
  narrator.line(
    `柜台待办 1 件：${entry.person ?? '—'}，缺「${missing.words.zh}」（${missing.reasonText.zh}），距法定时限 ${entry.daysLeft ?? '—'} 天`,
  );
}

function certificateOf(cast: Cast): object {
  const spouse = cast.inRole('leftEmployer');
  return {
    fact,
    value: { status: 'married', spouse: { name: spouse.name, idNo: spouse.idNo } },
    evidence: {
      kind: 'marriage-certificate',
      number: 'J140203-2016-000123',
      issuer: '大同市平城区民政局(虚构)',
      issuedOn: '2016-05-20',
    },
  };
}

function tellRunMeter(narrator: Narrator, { decision, spared, suppliedAtDesk }: CaseAnswer): void {
  const supplied = suppliedAtDesk.map(({ words, paper }) => `${words.zh}（${paper?.zh ?? '—'}）`).join('、');
  const { visits, papersAsked, humanApprovals } = spared;
  narrator.line(
    `${decision?.amount ?? ''} 元已入账；人工补充事实 ${suppliedAtDesk.length} 项：${supplied}；跑动 ${visits} 次，出示材料 ${papersAsked} 份，人工审批 ${humanApprovals} 次`,
  );
  must(suppliedAtDesk.length === 1 && papersAsked === 1, 'a person supplied one fact');
  must(visits === 1 && humanApprovals === 0, 'nobody approved anything');
}

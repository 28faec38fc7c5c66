import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';
import type { Colleague } from './staff-of';

interface Run {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly accounts: number;
  readonly posted: string;
}

interface Interest {
  readonly expected: { readonly interest: string; readonly formula: { readonly zh: string } };
  readonly lastPosted: { readonly on: string; readonly amount: string } | null;
}

/** What a member may expect on 30 June, said by the same functions that reckon it then. */
export async function interestForeseen(stage: Stage, narrator: Narrator, person: Colleague): Promise<string> {
  narrator.scene('七、结息：本人预览，6 月 30 日入账', '7. Interest: foreseen, then posted on 30 June');
  const { body } = await narrator.step(
    () => interestOf(stage, person),
    ({ body: said }, ms) => `本人预览：${said.expected.formula.zh} (${ms} ms)`,
  );
  return body.expected.interest;
}

/** The run over all accounts, started by a manager unless the day itself has planned it. */
export async function interestPosted(
  stage: Stage,
  narrator: Narrator,
  person: Colleague,
  foreseen: string,
): Promise<void> {
  const token = await stage.tokenFor({ role: 'manager', name: '零跑主任', idNo: '11010519491231002X' });
  await narrator.step(
    async () => {
      await stage.request('POST', '/v1/interest-runs', token, { year: 2027 });
      for (let looks = 0; looks < 1_200; looks += 1) {
        const { body } = await stage.request<{ runs: Run[] }>('GET', '/v1/interest-runs', token);
        const run = body.runs.find(({ kind, state }) => kind === 'year' && state === 'finished');
        if (run) return run;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the run of interest did not end within a minute');
    },
    (run, ms) => `年终结息：${run.accounts} 户，共 ${run.posted} 元 (${ms} ms)`,
  );
  const { body } = await interestOf(stage, person);
  narrator.line(`本人入账 ${body.lastPosted?.amount ?? '无'} 元，预览为 ${foreseen} 元`);
  must(body.lastPosted?.amount === foreseen, 'what was foreseen was posted');
}

async function interestOf(stage: Stage, { name, idNo }: Colleague): Promise<{ body: Interest }> {
  const token = await stage.tokenFor({ role: 'member', name, idNo });
  return stage.request<Interest>('GET', '/v1/me/interest', token);
}

import type { Stage } from '../stage/stage';
import { must, type Narrator } from './narrator';

interface ReplayAnswer {
  readonly decisions: number;
  readonly replayed: number;
  readonly differing: number;
}

interface ProofAnswer {
  readonly broken: number;
  readonly results: readonly {
    readonly id: string;
    readonly sentence: { readonly zh: string };
    readonly breaches: number;
  }[];
}

/** More than the story decides; the service takes no larger sample. */
const EVERY_DECISION = 2_000;

/** An auditor has every decision since `fromDay` made again from its stored facts, then the books proved. */
export async function oversightScenes(
  stage: Stage,
  narrator: Narrator,
  {
    fromDay,
    toDay,
    numbers: [first, second] = [
      ['十三', 13],
      ['十四', 14],
    ],
  }: {
    readonly fromDay: string;
    readonly toDay: string;
    /** Of the two scenes, in the story they end. */
    readonly numbers?: readonly [readonly [string, number], readonly [string, number]];
  },
): Promise<void> {
  const token = await stage.tokenFor({ role: 'auditor', name: '零跑稽核', idNo: '11010519491231002X' });
  narrator.scene(
    `${first[0]}、决定重放：同样的事实，逐字节同样的决定`,
    `${first[1]}. Every decision made again, byte by byte`,
  );
  const { body: run } = await narrator.step(
    () =>
      stage.request<ReplayAnswer>('POST', '/v1/oversight/replays', token, {
        fromDay,
        toDay,
        size: EVERY_DECISION,
      }),
    ({ body }, ms) =>
      `${body.decisions} decisions, ${body.replayed - body.differing} identical：重放 ${body.replayed} 份，不同 ${body.differing} 份 (${ms} ms)`,
  );
  must(run.decisions > 0 && run.replayed === run.decisions, 'every decision is made again');
  must(run.differing === 0, 'no decision differs');

  narrator.scene(
    `${second[0]}、账实证明：此刻每一分钱都在`,
    `${second[1]}. The proof: at this moment all the money is there`,
  );
  const { body: proof } = await stage.request<ProofAnswer>('GET', '/v1/ledger/proof', token);
  for (const { id, sentence, breaches } of proof.results)
    narrator.line(`${id} ${breaches === 0 ? '✓' : '✗'} ${sentence.zh}`);
  narrator.line(`${proof.broken} broken`);
  must(proof.broken === 0, 'no invariant is broken');
}

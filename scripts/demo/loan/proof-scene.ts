import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';

interface Proof {
  readonly broken: number;
  readonly results: readonly { readonly id: string; readonly breaches: number }[];
}

/** Every invariant of the books, looked at after a step of the story. */
export async function proved(stage: Stage, narrator: Narrator): Promise<void> {
  const token = await stage.tokenFor({ role: 'auditor', name: '零跑稽核', idNo: '11010519491231002X' });
  const { body } = await narrator.step(
    () => stage.request<Proof>('GET', '/v1/ledger/proof', token),
    ({ body: proof }, ms) =>
      `账实证明 proof：${proof.results.length} 项不变量，${proof.broken} broken (${ms} ms)`,
  );
  const broken = body.results.filter(({ breaches }) => breaches > 0).map(({ id }) => id);
  must(body.broken === 0, `no invariant is broken: ${broken.join(', ')}`);
}

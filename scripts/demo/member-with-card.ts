import type { Stage } from '../stage/stage';
import { apply } from './case-client';
import { must, type Narrator } from './narrator';

/** Whose card it is. */
interface Named {
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
}

export interface Member {
  readonly token: string;
  readonly name: string;
}

/** Somebody signs in and binds their own card, where withdrawals are paid to. */
export async function memberWithCard(stage: Stage, narrator: Narrator, person: Named): Promise<Member> {
  const { name, idNo, cardNo, phone } = person;
  const token = await stage.tokenFor({ role: 'member', name, idNo });
  const bound = await narrator.step(
    () => apply(stage, token, 'GJ34', { cardNo, phone }),
    (view, ms) => `GJ34 ${name} 绑定本人银行卡（四要素）：${view.stateText.zh} (${ms} ms)`,
  );
  must(bound.state === 'done', `${name} binds a card`);
  return { token, name };
}

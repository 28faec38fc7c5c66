import type { Stage } from '../stage/stage';
import { taiyuan } from '../set-up-centre';
import { apply, receiptText, until } from './case-client';
import type { Cast } from './cast';
import { memberWithCard } from './member-with-card';
import { must, type Narrator } from './narrator';

const BANK = '301';

interface Books {
  readonly lines: readonly {
    readonly kind: string;
    readonly reference?: string;
    readonly account?: string;
    readonly amount?: string;
  }[];
}

/** A card of the second bank is paid from the centre's own account there. */
export async function secondBankScene(stage: Stage, cast: Cast, narrator: Narrator): Promise<void> {
  narrator.scene(
    '十二、另一家银行的卡：由该行归集户付款',
    '12. A card of the second bank is paid from there',
  );
  const person = cast.staff.find(({ role, bankCode }) => role === null && bankCode === BANK);
  const account = taiyuan.bankAccounts.find(({ bankCode }) => bankCode === BANK);
  must(person !== undefined && account !== undefined, 'there is a second bank, and somebody with its card');
  const { token, name } = await memberWithCard(stage, narrator, person);
  const paid = await narrator.step(
    // This bank takes an order at once and says later that it has paid.
    async () => {
      const { id } = await apply(stage, token, 'TQ12', { amount: '2000.00' });
      return until(stage, token, id, 'done', 10);
    },
    (view, ms) =>
      `TQ12 ${name}：${view.stateText.zh}，${view.decision?.amount ?? ''} 元，提交到入账 ${view.elapsedMs ?? ms} ms`,
  );
  must(receiptText(paid, 'bank') === BANK, 'the second bank has paid');
  const { lines } = await stage.control<Books>('GET', `/bank/${BANK}/books`);
  const reference = receiptText(paid, 'reference');
  const payments = lines.filter((line) => line.kind === 'payment' && line.reference === reference);
  const [payment] = payments;
  must(payments.length === 1 && payment?.account === account.accountNo, 'its books have it once');
  must(payment.amount === '2000.00', 'to the fen');
  narrator.line(
    `  银行 ${BANK} 账簿：自${account.name} ${account.accountNo} 付出 ${payment.amount} 元，一笔`,
  );
}

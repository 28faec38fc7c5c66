import type { BilingualText } from '../../../kernel/decision';
import { type Fen, yuan } from '../../../kernel/money';
import type { FrozenKind, FrozenOrder } from '../../settlement';

export interface ItemNamed {
  readonly code: string;
  readonly name: BilingualText;
}

/**
 * An order to a bank at which everything automatic stopped, or of which the bank is silent for long: a payment, an order to
 * collect, or a batch of these. Two people end it with the bank's written word (`/v1/desk/order-rulings`). A
 * payment in state `returned` is one whose money came back and is kept for a person. A held payment waits for its payee
 * to bind a card: a person calls them. A short one waits for funds that none of our accounts can spare: a person brings them.
 */
export interface FrozenEntry {
  readonly kind: `frozen-${FrozenKind}` | `silent-${FrozenKind}` | 'held-payment' | 'short-payment';
  readonly kindText: BilingualText;
  readonly orderId: string;
  /** What it is for, as settlement names it. */
  readonly purpose: string;
  /** The case that it pays, its item and the person; null of an order that is of no single case. */
  readonly caseId: string | null;
  readonly item: ItemNamed | null;
  readonly person: string | null;
  readonly since: string;
  /** National code of the bank, and the account of the centre at it. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly reference: string;
  readonly amount: string;
  readonly state: string;
  /** Codes of what the bank said that cannot be. */
  readonly incidents: readonly string[];
}

const HELD_TEXT: BilingualText = {
  zh: '收款卡已停用、持有人一日内未重新绑定而暂缓的付款：请联系持有人办理“收款银行卡绑定”（GJ34），绑定后自动处理',
  en: 'a payment held for a day, for its card is stopped and its holder has bound none anew: call them; once a card is bound (GJ34) it goes on by itself',
};

const SHORT_TEXT: BilingualText = {
  zh: '付款专户余额不足、其他专户亦无款可调，付款在等待资金：请财务补足该户，到账后自动付款；不要另行付款',
  en: 'a payment that waits for funds: its account is short and no other of ours can spare any. Bring money to the account and it is paid by itself; do not pay it otherwise',
};

const FROZEN_TEXT: Readonly<Record<FrozenKind, BilingualText>> = {
  payment: {
    zh: '银行所述与我方记录矛盾的付款，已停止自动处理',
    en: 'a payment about which the bank contradicts us; nothing automatic happens to it',
  },
  collection: {
    zh: '银行所述与我方记录矛盾的代收，已停止自动处理',
    en: 'an order to collect about which the bank contradicts us; nothing automatic happens to it',
  },
  'collection-batch': {
    zh: '银行所述与我方记录矛盾的批量代收，已停止自动处理',
    en: 'a batch of orders to collect about which the bank contradicts us; nothing automatic happens to it',
  },
};

const SILENT_TEXT: BilingualText = {
  zh: '银行一日以上未给出结果的指令，系统继续查询；请向银行索取书面结果',
  en: 'an order of which the bank has not told the end for a day; it is asked on. Ask the bank for its written word',
};

const KEPT_RETURN: BilingualText = {
  zh: '付款被银行退回（退票），款项无法回到原处，留待人工处理',
  en: 'a payment that came back and could not be put back where it was taken from; its money is kept for a person',
};

function kindOf({ what, held, short, frozen, state }: FrozenOrder): Pick<FrozenEntry, 'kind' | 'kindText'> {
  if (held && !frozen) return { kind: 'held-payment', kindText: HELD_TEXT };
  if (short && state === 'created') return { kind: 'short-payment', kindText: SHORT_TEXT };
  if (!frozen) return { kind: `silent-${what}`, kindText: SILENT_TEXT };
  return { kind: `frozen-${what}`, kindText: state === 'returned' ? KEPT_RETURN : FROZEN_TEXT[what] };
}

export function frozenEntry(row: FrozenOrder): Omit<FrozenEntry, 'caseId' | 'item' | 'person'> {
  return {
    ...kindOf(row),
    orderId: row.id,
    purpose: row.purpose,
    bankCode: row.bankCode,
    accountNo: row.accountNo,
    reference: row.reference,
    amount: yuan(row.amountFen as Fen),
    state: row.state,
    incidents: row.codes,
    since: row.frozenAt.toISOString(),
  };
}

import type { Purpose } from './purposes';

interface Promised {
  readonly name: string;
  readonly targetSeconds: number;
}

/** 六实时 (handbook 6.5) that end with the bank's word on a payment, by its purpose; others are timed as `paid-<purpose>`. */
const PAID: Readonly<Record<string, Promised>> = {
  // 提取实时入卡: from the decision to the card.
  withdrawal: { name: 'withdrawal-credited', targetSeconds: 10 },
  closing: { name: 'closing-credited', targetSeconds: 10 },
  // 资金实时调拨: from the shortfall to the money's leaving the richer account.
  'own-transfer': { name: 'funds-dispatched', targetSeconds: 10 },
};

/** By the matcher that takes the money. */
const RECEIVED: Readonly<Record<string, Promised>> = {
  // 汇缴实时分解: a thousand members within five seconds.
  remittance: { name: 'remittance-decomposed', targetSeconds: 5 },
};

const OTHER_TARGET_S = 10;

export function realTimeOfPayment(purpose: Purpose): Promised {
  return PAID[purpose] ?? { name: `paid-${purpose}`, targetSeconds: OTHER_TARGET_S };
}

/** Null for receipts that nobody waits for. */
export function realTimeOfReceipt(matcher: string): Promised | null {
  return RECEIVED[matcher] ?? null;
}

import type { Sealer } from '../../../platform/crypto';

/** What a card is found by: not readable from it. */
export function cardIndexOf(sealer: Sealer, cardNo: string): Buffer {
  return sealer.blindIndex('payoutCard.cardNo', cardNo);
}

/** What cards under one phone are found by. */
export function phoneIndexOf(sealer: Sealer, phone: string): Buffer {
  return sealer.blindIndex('payoutCard.phone', phone);
}

import type { BilingualText } from '../../../../kernel/decision';

/** How the originals of the contracts change hands. */
export const ORIGINALS_MOVES = {
  sent: { zh: '已寄出', en: 'sent by post' },
  delivered: { zh: '已妥投', en: 'delivered' },
  returned: { zh: '被退回', en: 'returned' },
  'handed-over': { zh: '已在柜台领取', en: 'handed over at the counter' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type OriginalsMove = keyof typeof ORIGINALS_MOVES;

/** Who has the originals. */
export const ORIGINALS_HOLDERS = {
  centre: { zh: '本中心', en: 'the centre' },
  carrier: { zh: '承运人', en: 'the carrier' },
  borrower: { zh: '借款人', en: 'the borrower' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type OriginalsHolder = keyof typeof ORIGINALS_HOLDERS;

/** From whose hands into whose each move leads: what comes back can be sent again, or handed over. */
const LEADS: Readonly<Record<OriginalsMove, readonly [from: OriginalsHolder, to: OriginalsHolder]>> = {
  sent: ['centre', 'carrier'],
  delivered: ['carrier', 'borrower'],
  returned: ['carrier', 'centre'],
  'handed-over': ['centre', 'borrower'],
};

/** Who has them after a move; null when whoever has them now cannot make it. */
export function holderAfter(move: OriginalsMove, holder: OriginalsHolder): OriginalsHolder | null {
  const [from, to] = LEADS[move];
  return from === holder ? to : null;
}

/** Where the originals are, and how they went there. Addresses are shown to people of the centre alone. */
export interface OriginalsView {
  readonly holder: { readonly code: OriginalsHolder } & BilingualText;
  readonly since: string;
  readonly moves: readonly {
    readonly no: number;
    readonly kind: OriginalsMove;
    readonly text: BilingualText;
    readonly on: string;
    readonly carrier: string | null;
    readonly trackingNo: string | null;
    readonly reason: string | null;
  }[];
}

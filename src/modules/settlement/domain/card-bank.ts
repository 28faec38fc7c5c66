/** First digits of the cards that one bank issues (发卡行标识, BIN). */
export interface CardBin {
  readonly prefix: string;
  readonly bankCode: string;
}

/** The bank that issued a card, by the longest prefix that fits; null when the table has none. */
export function bankOfCard(bins: readonly CardBin[], cardNo: string): string | null {
  let found: CardBin | null = null;
  for (const bin of bins) {
    if (cardNo.startsWith(bin.prefix) && bin.prefix.length > (found?.prefix.length ?? 0)) found = bin;
  }
  return found?.bankCode ?? null;
}

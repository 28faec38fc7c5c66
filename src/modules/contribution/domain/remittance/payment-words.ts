import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, yuan } from '../../../../kernel/money';
import { MATCHED_BY_TEXT, type RecognisedBy, SUSPENSE_TEXT } from './suspense';

/** What the timeline says of one payment: each is told where its money went. */
export const paymentWords = {
  /** Too little: all of it is in suspense. */
  short(amount: Fen, by: RecognisedBy, lacking: Fen): BilingualText {
    return {
      zh: `收到 ${yuan(amount)} 元（${MATCHED_BY_TEXT[by].zh}），尚差 ${yuan(lacking)} 元，已全部转入单位暂收款`,
      en: `${yuan(amount)} yuan arrived (${MATCHED_BY_TEXT[by].en}); ${yuan(lacking)} are lacking, all of it is in the unit’s suspense`,
    };
  },
  /** The payment that made the sum of a list whole. */
  decomposed(
    amount: Fen,
    by: RecognisedBy,
    parts: { drawn: Fen; payments: number; surplus: Fen },
  ): BilingualText {
    const { drawn, payments, surplus } = parts;
    const withZh = drawn > 0n ? `，并动用先前 ${payments} 笔到账的暂收款 ${yuan(drawn)} 元` : '';
    const withEn =
      drawn > 0n ? `, with ${yuan(drawn)} out of the suspense of ${payments} earlier payment(s)` : '';
    const restZh = surplus > 0n ? `；余款 ${yuan(surplus)} 元留在单位暂收款` : '';
    const restEn = surplus > 0n ? `; ${yuan(surplus)} stay in the unit’s suspense` : '';
    return {
      zh: `收到 ${yuan(amount)} 元（${MATCHED_BY_TEXT[by].zh}）${withZh}，已分解到每位职工${restZh}`,
      en: `${yuan(amount)} yuan arrived (${MATCHED_BY_TEXT[by].en})${withEn}, credited to every member${restEn}`,
    };
  },
  /** Money for a list that awaits none. */
  kept(amount: Fen, by: RecognisedBy): BilingualText {
    return {
      zh: `收到 ${yuan(amount)} 元（${MATCHED_BY_TEXT[by].zh}），${SUSPENSE_TEXT['not-awaited'].zh}，已全部转入单位暂收款`,
      en: `${yuan(amount)} yuan arrived (${MATCHED_BY_TEXT[by].en}); ${SUSPENSE_TEXT['not-awaited'].en}, all of it is in the unit’s suspense`,
    };
  },
  /** A list that the suspense paid when it was confirmed. */
  fromSuspense(total: Fen, payments: number): BilingualText {
    return {
      zh: `确认时动用单位暂收款中 ${payments} 笔到账的 ${yuan(total)} 元，已分解到每位职工`,
      en: `${yuan(total)} yuan of ${payments} payment(s) in the unit’s suspense were credited to every member on confirmation`,
    };
  },
};

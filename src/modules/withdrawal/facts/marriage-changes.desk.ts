import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { DeskAnswering } from '../../casework';
import type { MarriageChangesFact, PurchasePaymentsFact } from '../domain/fact-values';

const MOST = 99;

/** What the record of civil affairs shows of the last 24 months. */
export class MarriageChangesAtDesk {
  /** Registrations of a marriage or a divorce of the member or the spouse, whoever had more. */
  @IsInt()
  @Min(0)
  @Max(MOST)
  most!: number;
}

/** Who paid for the home, as the vouchers show. */
export class PurchasePaymentsAtDesk {
  @IsBoolean()
  byHousehold!: boolean;
}

/** `household.marriageChanges` from a paper: registered elsewhere, on paper only, or civil affairs silent. */
export const marriageChangesAtDesk: DeskAnswering = {
  input: MarriageChangesAtDesk,
  example: { most: 1 },
  evidence: {
    'marriage-record': {
      zh: '民政部门出具的婚姻登记记录证明',
      en: 'record of marriage issued by civil affairs',
    },
  },
  value: ({ most }: MarriageChangesAtDesk): MarriageChangesFact => ({ most }),
  same: (one, other) => (one as MarriageChangesFact).most === (other as MarriageChangesFact).most,
  shown: (value) => value,
};

/** `purchase.payments`: the desk looks at the vouchers of the price. */
export const purchasePaymentsAtDesk: DeskAnswering = {
  input: PurchasePaymentsAtDesk,
  example: { byHousehold: true },
  evidence: {
    'payment-vouchers': {
      zh: '购房款支付凭证（银行流水、转账凭证）',
      en: 'vouchers of how the price was paid (bank statement, transfer slip)',
    },
  },
  value: ({ byHousehold }: PurchasePaymentsAtDesk): PurchasePaymentsFact => ({ byHousehold }),
  // Where it is not wanted any more, what was shown contradicts nothing.
  same: (one, other) =>
    [one, other].some((value) => (value as PurchasePaymentsFact).byHousehold === null) ||
    (one as PurchasePaymentsFact).byHousehold === (other as PurchasePaymentsFact).byHousehold,
  shown: (value) => value,
};

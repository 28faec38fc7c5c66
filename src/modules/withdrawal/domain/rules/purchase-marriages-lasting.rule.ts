import { defineRule, nationalClause } from '../../../policy';
import type { MarriageChangesFact, PurchasePaymentsFact } from '../fact-values';
import { CHANGES_LOOKED_INTO } from '../marriage-changes';

/** A home that is sold by marrying its buyers; whoever paid for the home has bought it, however often they married. */
export const purchaseMarriagesLasting = defineRule({
  id: 'purchase-marriages-lasting',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: nationalClause('建金〔2018〕46号', 'Jian Jin [2018] No. 46', '2018-05-02'),
  order: 94,
  reasonCode: 'MARRIAGE_CHANGES',
  reads: { facts: ['household.marriageChanges', 'purchase.payments'], parameters: [] },
  judge(input) {
    const { most } = input.fact<MarriageChangesFact>('household.marriageChanges');
    const isSettled =
      most < CHANGES_LOOKED_INTO ||
      input.fact<PurchasePaymentsFact>('purchase.payments').byHousehold === true;
    return { truth: isSettled ? 'true' : 'false', observed: most, required: CHANGES_LOOKED_INTO };
  },
  texts: {
    passed: {
      zh: '本人或配偶近 24 个月内婚姻登记 {observed} 次；满 {required} 次的，已由柜台核实购房款由本人或配偶支付',
      en: 'Marriages or divorces registered in 24 months: {observed}; from {required} on a desk has seen that the household paid for the home',
    },
    member: {
      zh: '您或配偶近 24 个月内婚姻登记 {observed} 次，柜台核实购房款不是由您或配偶支付的，不能据此提取',
      en: 'You or your spouse registered {observed} marriages or divorces in 24 months, and the vouchers show that neither of you paid for the home',
    },
    officer: {
      zh: '近 24 个月婚姻登记 {observed} 次（满 {required} 次须核实），购房款非本人或配偶支付',
      en: 'Registrations in 24 months: {observed} (looked into from {required} on); not paid for by the household',
    },
    condition: {
      zh: '本人或配偶近 24 个月内婚姻登记满两次的，由柜台凭支付凭证核实购房款由本人或配偶支付',
      en: 'where the member or the spouse registered two marriages or divorces or more within 24 months, a desk has seen vouchers that one of them paid for the home',
    },
    fix: {
      zh: '请携带购房款支付凭证到柜台核实',
      en: 'Bring the vouchers of how the price was paid to a counter',
    },
  },
});

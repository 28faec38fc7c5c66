import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Fact } from '../../../kernel/fact';
import { IsDay, IsYuan } from '../../../platform/http';
import type { DeskAnswering } from '../../casework';
import type { MarriageFact, PurchaseContractFact } from '../domain/fact-values';

const BUYERS = ['applicant', 'spouse'] as const;

/** What a filed contract on the sale of a new home shows. */
export class PurchaseContractAtDesk {
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  contractNo!: string;

  /** 不动产单元号, 28 characters: one home has one pot, whoever shows its contract. */
  @Matches(/^[0-9A-Z]{28}$/)
  unitKey!: string;

  @IsYuan({ min: '0.01' })
  price!: string;

  @IsDay()
  filedOn!: string;

  /** Loan noted on the contract; left out where none is. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  loan?: string;

  /** Whose name stands among the buyers. */
  @IsIn(BUYERS)
  buyer!: (typeof BUYERS)[number];
}

/** `purchase.contract` from a paper, while the housing bureau is silent or has the sale on paper only. */
export const purchaseContractAtDesk: DeskAnswering = {
  input: PurchaseContractAtDesk,
  example: {
    contractNo: 'YS(2026)0000001',
    unitKey: '140199001001GB00012F00010001',
    price: '1250000.00',
    filedOn: '2026-09-01',
    buyer: 'applicant',
  },
  past: ['filedOn'],
  evidence: {
    'filed-contract': {
      zh: '加盖备案章的商品房买卖合同',
      en: 'contract of sale with the stamp of its filing',
    },
    'filing-record': {
      zh: '房屋管理部门出具的合同备案证明',
      en: 'record of the filing issued by the housing bureau',
    },
  },
  value(input): PurchaseContractFact {
    const { contractNo, unitKey, price, filedOn, loan, buyer } = input as PurchaseContractAtDesk;
    const contract = { contractNo, unitKey, price, filedOn, cancelled: false, loan: loan ?? null };
    return { contract, filed: 1, buyer };
  },
  same(one, other) {
    const [a, b] = [(one as PurchaseContractFact).contract, (other as PurchaseContractFact).contract];
    const told = (contract: typeof a): string =>
      JSON.stringify(
        contract && [contract.contractNo, contract.unitKey, contract.price, contract.filedOn, contract.loan],
      );
    return a?.cancelled === b?.cancelled && told(a) === told(b);
  },
  shown: (value) => value,
  beside: ['household.marriage'],
  // A contract of the spouse is one of the household only where there is a spouse.
  fits(value, known) {
    if ((value as PurchaseContractFact).buyer !== 'spouse') return true;
    const marriage = known.get('household.marriage') as Fact<MarriageFact> | undefined;
    return marriage?.state === 'known' && marriage.value.spouse !== null;
  },
};

import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsString, Length, ValidateNested } from 'class-validator';
import type { DeskAnswering } from '../../casework';
import type { NationwideValue } from '../domain/application/fact-values';
import { contractKey } from '../domain/application/fund-loans-agree';

const MOST_LOANS = 20;

export class FundLoanAtDesk {
  @IsString()
  @Length(1, 60)
  contractNo!: string;

  @IsBoolean()
  settled!: boolean;
}

/** Housing fund loans with other centres as their papers show them; none, where the centre says so. */
export class NationwideAtDesk {
  @IsArray()
  @ArrayMaxSize(MOST_LOANS)
  @ValidateNested({ each: true })
  @Type(() => FundLoanAtDesk)
  loans!: FundLoanAtDesk[];
}

const told = ({ contracts }: NationwideValue): string =>
  contracts
    .map(({ key, settled }) => `${key} ${settled}`)
    .sort()
    .join();

/** `loan.nationwide` from papers: the platform and the credit report contradict each other, or the platform is silent. */
export const nationwideAtDesk: DeskAnswering = {
  input: NationwideAtDesk,
  example: { loans: [{ contractNo: 'YD2021000001', settled: true }] },
  evidence: {
    'fund-loan-statement': {
      zh: '贷款地公积金中心出具的贷款情况证明',
      en: 'statement of fund loans by the centre of that place',
    },
    'settlement-certificate': { zh: '公积金贷款结清证明', en: 'certificate that a fund loan is settled' },
  },
  // A certificate shows that a loan is settled, never that there is none.
  proves(kind, value) {
    const { contracts, unsettled } = value as NationwideValue;
    return kind !== 'settlement-certificate' || (contracts.length > 0 && unsettled === 0);
  },
  value(input): NationwideValue {
    const { loans } = input as NationwideAtDesk;
    return {
      unsettled: loans.filter(({ settled }) => !settled).length,
      contracts: loans.map(({ contractNo, settled }) => ({ key: contractKey(contractNo), settled })),
    };
  },
  same: (one, other) => told(one as NationwideValue) === told(other as NationwideValue),
  shown: (value) => ({
    unsettled: (value as NationwideValue).unsettled,
    loans: (value as NationwideValue).contracts.length,
  }),
};

import type { Json } from '../../../kernel/fact';
import type { Sealer } from '../../../platform/crypto';
import { type DeskAnswering, type FactProvider, NothingToAdd } from '../../casework';
import { sameName } from '../../party';
import type {
  BudgetFact,
  PermitFact,
  PriceFact,
  SafetyFact,
  StatementFact,
  UpliftFact,
} from '../domain/application/fact-values';
import type { LoanPayee } from '../domain/loan-details';
import {
  BudgetWords,
  PermitWords,
  PriceWords,
  SafetyWords,
  StatementWords,
} from '../app/application/loan.input';
import { UpliftWords } from '../app/application/loan-papers.input';
import type { SealedHome } from './loan-contract.facts';
import { sealed } from './rooms';

const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);
const shown = (value: Json): Json => value;
/** Sealed parts differ each time and are shown to nobody. */
const unsealed = (value: Json): Json => ({ ...(value as object), sealed: null });
const sameUnsealed = (one: Json, other: Json): boolean => same(unsealed(one), unsealed(other));

/** Who is paid for a home that is built. */
export interface SealedPayee extends SealedHome {
  readonly payee: LoanPayee;
}

/** Who is paid off by a conversion, and on which contract. */
export interface SealedLender {
  readonly payee: LoanPayee;
  readonly lender: { readonly name: string; readonly contractNo: string };
}

/** Papers that are seen at a counter: those of DK04 and DK05, and of whoever may borrow more. */
export function loanPapers(sealer: Sealer): FactProvider[] {
  return [
    {
      kind: 'paper',
      name: 'loan.identity',
      place: 'identity',
      desk: identityAtDesk,
      wanted: (input) => (input as { applicant?: object }).applicant !== undefined,
    },
    {
      kind: 'paper',
      name: 'loan.uplift',
      place: 'uplift',
      desk: upliftAtDesk,
      wanted: (input) => (input as { uplift?: string }).uplift !== undefined,
    },
    { kind: 'paper', name: 'build.permit', place: 'permit', desk: permitAtDesk },
    { kind: 'paper', name: 'build.budget', place: 'budget', desk: budgetAtDesk(sealer) },
    {
      kind: 'paper',
      name: 'build.safety',
      place: 'safety',
      desk: safetyAtDesk,
      wanted: (input) => (input as { work?: string }).work === 'overhaul',
    },
    { kind: 'paper', name: 'conversion.statement', place: 'statement', desk: statementAtDesk(sealer) },
    { kind: 'paper', name: 'conversion.price', place: 'price', desk: priceAtDesk(sealer) },
  ];
}

/** By which a clerk knows whom they apply for; that its number is the applicant's is seen to on intake. */
const identityAtDesk: DeskAnswering = {
  input: NothingToAdd,
  example: {},
  evidence: {
    'identity-card': { zh: '居民身份证', en: 'identity card' },
    'temporary-identity-card': { zh: '临时居民身份证', en: 'temporary identity card' },
  },
  value: () => ({ shown: true }),
  same,
  shown,
};

const PROVES: Readonly<Record<string, 'TALENT' | 'MILITARY'>> = {
  'talent-certificate': 'TALENT',
  'military-card': 'MILITARY',
};

const upliftAtDesk: DeskAnswering = {
  input: UpliftWords,
  example: { reason: 'TALENT' },
  evidence: {
    'talent-certificate': { zh: '人才认定证书', en: 'certificate of a recognised talent' },
    'military-card': { zh: '军官证、士兵证', en: 'card of an officer or soldier on active service' },
  },
  proves: (kind, value) => PROVES[kind] === (value as NonNullable<UpliftFact>).reason,
  value: ({ reason }: UpliftWords): NonNullable<UpliftFact> => ({ reason }),
  same,
  shown,
};

const permitAtDesk: DeskAnswering = {
  input: PermitWords,
  example: { holder: 'applicant', permittedOn: '2026-08-03' },
  past: ['permittedOn'],
  evidence: {
    'planning-permit': {
      zh: '建设工程（乡村建设）规划许可证',
      en: 'planning permit for the building',
    },
    'overhaul-approval': { zh: '房屋大修批准文件', en: 'approval of the overhaul' },
  },
  value: ({ holder, permittedOn }: PermitWords): PermitFact => ({ holder, permittedOn }),
  same,
  shown,
};

function budgetAtDesk(sealer: Sealer): DeskAnswering {
  return {
    input: BudgetWords,
    example: {
      cost: '320000.00',
      paid: '120000.00',
      address: '太原市小店区某村某号',
      area: '120.00',
      builder: { name: '太原某建筑有限公司', accountNo: '104014010000000011', bankCode: '104' },
    },
    evidence: {
      'building-contract': { zh: '施工合同及工程预算', en: 'building contract with its budget' },
      budget: { zh: '工程预算书', en: 'budget of the work' },
    },
    value(paper): BudgetFact {
      const { cost, paid, address, area, builder } = paper as BudgetWords;
      const { name, accountNo, bankCode } = builder;
      const kept: SealedPayee = { address, area, payee: { name, accountNo, bankCode } };
      return { cost, paid, sealed: sealed(sealer, kept) };
    },
    same: sameUnsealed,
    shown: unsealed,
  };
}

const safetyAtDesk: DeskAnswering = {
  input: SafetyWords,
  example: { needsOverhaul: true },
  evidence: { 'safety-assessment': { zh: '房屋安全鉴定报告', en: 'assessment of the building’s safety' } },
  value: ({ needsOverhaul }: SafetyWords): NonNullable<SafetyFact> => ({ needsOverhaul }),
  same,
  shown,
};

function statementAtDesk(sealer: Sealer): DeskAnswering {
  return {
    input: StatementWords,
    example: {
      lender: '某银行股份有限公司太原分行',
      contractNo: 'GF2021000077',
      balance: '358000.00',
      payee: { name: '某银行股份有限公司太原分行', accountNo: '104014010000000022', bankCode: '104' },
    },
    evidence: {
      'lender-statement': {
        zh: '贷款机构出具的贷款余额及还款账户证明',
        en: 'statement of the lender on balance and account',
      },
    },
    value(paper): StatementFact {
      const { lender: name, contractNo, balance, payee } = paper as StatementWords;
      const account = { name: payee.name, accountNo: payee.accountNo, bankCode: payee.bankCode };
      const kept: SealedLender = { payee: account, lender: { name, contractNo } };
      return { balance, payeeIsLender: sameName(payee.name, name), sealed: sealed(sealer, kept) };
    },
    same: sameUnsealed,
    shown: unsealed,
  };
}

function priceAtDesk(sealer: Sealer): DeskAnswering {
  return {
    input: PriceWords,
    example: { price: '1200000.00', address: '太原市小店区某小区某号', area: '108.60' },
    evidence: {
      'purchase-contract': { zh: '购房合同', en: 'contract of the purchase' },
      'appraisal-report': { zh: '房产评估报告', en: 'appraisal of the home' },
    },
    value(paper): PriceFact {
      const { price, address, area } = paper as PriceWords;
      const kept: SealedHome = { address, area };
      return { price, sealed: sealed(sealer, kept) };
    },
    same: sameUnsealed,
    shown: unsealed,
  };
}

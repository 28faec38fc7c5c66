import { Module } from '@nestjs/common';
import { AppConfig } from '../../platform/config/app-config';
import { AskRegistry } from './app/ask-registry';
import { CivilAffairs } from './app/civil-affairs';
import { CompanyRegistry } from './app/company-registry';
import { CourtRegistry } from './app/court-registry';
import { CreditReference } from './app/credit-reference';
import { CustodyBank } from './app/custody-bank';
import { HousingBureau } from './app/housing-bureau';
import { NationalPlatform } from './app/national-platform';
import { Police } from './app/police';
import { PurposeGrants } from './app/purpose-grants';
import { RealEstate } from './app/real-estate';
import { DEFAULT_PATIENCE, RegistryOptions } from './app/registry-options';
import { RegistryMail } from './app/registry-mail';
import { RetirementRegistry } from './app/retirement-registry';
import { SocialInsurance } from './app/social-insurance';
import { TaxAuthority } from './app/tax-authority';
import { Evidence } from './store/evidence';

const connectors = [
  CompanyRegistry,
  Police,
  SocialInsurance,
  CivilAffairs,
  RealEstate,
  HousingBureau,
  RetirementRegistry,
  TaxAuthority,
  CreditReference,
  NationalPlatform,
  CourtRegistry,
  CustodyBank,
];

/** The room that asks the outside world. Clock, Sealer and AppConfig come from the platform's global modules. */
@Module({
  providers: [
    {
      provide: RegistryOptions,
      inject: [AppConfig],
      useFactory: ({ registryUrls, registryDeadlineMs }: AppConfig): RegistryOptions => ({
        ...DEFAULT_PATIENCE,
        deadlineMs: registryDeadlineMs,
        baseUrls: {
          MSA: registryUrls.msa,
          POL: registryUrls.pol,
          SOC: registryUrls.soc,
          CIV: registryUrls.civ,
          REA: registryUrls.rea,
          HSG: registryUrls.hsg,
          HRR: registryUrls.hrr,
          TAX: registryUrls.tax,
          PBC: registryUrls.pbc,
          NAT: registryUrls.nat,
          CRT: registryUrls.crt,
          BNK: registryUrls.bnk,
        },
      }),
    },
    AskRegistry,
    Evidence,
    PurposeGrants,
    RegistryMail,
    ...connectors,
  ],
  exports: [AskRegistry, Evidence, PurposeGrants, RegistryMail, ...connectors],
})
export class RegistryModule {}

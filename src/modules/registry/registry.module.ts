import { Module } from '@nestjs/common';
import { AppConfig } from '../../platform/config/app-config';
import { AskRegistry } from './app/ask-registry';
import { CivilAffairs } from './app/civil-affairs';
import { CompanyRegistry } from './app/company-registry';
import { HousingBureau } from './app/housing-bureau';
import { Police } from './app/police';
import { RealEstate } from './app/real-estate';
import { DEFAULT_PATIENCE, RegistryOptions } from './app/registry-options';
import { RetirementRegistry } from './app/retirement-registry';
import { SocialInsurance } from './app/social-insurance';
import { Evidence } from './store/evidence';

const connectors = [
  CompanyRegistry,
  Police,
  SocialInsurance,
  CivilAffairs,
  RealEstate,
  HousingBureau,
  RetirementRegistry,
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
        },
      }),
    },
    AskRegistry,
    Evidence,
    ...connectors,
  ],
  exports: [AskRegistry, Evidence, ...connectors],
})
export class RegistryModule {}

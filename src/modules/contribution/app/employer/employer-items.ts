import { Injectable } from '@nestjs/common';
import { ItemRegistry } from '../../../casework';
import { ChangeAgentsItem } from './change-agents.item';
import { ChangeEmployerItem } from './change-employer.item';
import { ChangeRatioItem } from './change-ratio.item';
import { CloseUnitItem } from './close-unit.item';
import { DeferralItem } from './deferral.item';
import { LowerRatioItem } from './lower-ratio.item';
import { MandateItem } from './mandate.item';
import { MoveMembersItem } from './move-members.item';
import { ResumeContributionItem } from './resume-contribution.item';

/** What an employer does with its account, registered for use: GJ02 to GJ07 and GJ14 to GJ16. */
@Injectable()
export class EmployerItems {
  constructor(
    items: ItemRegistry,
    changeEmployer: ChangeEmployerItem,
    changeAgents: ChangeAgentsItem,
    mandate: MandateItem,
    closeUnit: CloseUnitItem,
    changeRatio: ChangeRatioItem,
    resume: ResumeContributionItem,
    moveMembers: MoveMembersItem,
    lowerRatio: LowerRatioItem,
    deferral: DeferralItem,
  ) {
    items.register(changeEmployer);
    items.register(changeAgents);
    items.register(mandate);
    items.register(closeUnit);
    items.register(changeRatio);
    items.register(resume);
    items.register(moveMembers);
    items.register(lowerRatio);
    items.register(deferral);
  }
}

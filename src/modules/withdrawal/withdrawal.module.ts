import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Sealer } from '../../platform/crypto';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { ContributionModule } from '../contribution';
import { Ledger, LedgerModule } from '../ledger';
import { Parties, PartyModule } from '../party';
import { CivilAffairs, RealEstate, RegistryModule } from '../registry';
import { BankCards, Settlement, SettlementModule } from '../settlement';
import { BindCardItem } from './app/bind-card.item';
import { RentWithdrawalItem } from './app/rent-withdrawal.item';
import { WITHDRAWAL, WithdrawalSettlement } from './app/withdrawal-settlement';
import { cardFreeFact } from './facts/card-free.fact';
import { cardOwnerFact } from './facts/card-owner.fact';
import { homesFact, marriageFact } from './facts/household.facts';
import { memberCardFact } from './facts/member-card.fact';
import { rentTakenFact } from './facts/rent-taken.fact';

/** All withdrawals (提取) and the card they are paid to. */
@Module({
  imports: [CaseworkModule, ContributionModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  providers: [BindCardItem, RentWithdrawalItem, WithdrawalSettlement],
})
export class WithdrawalModule {
  constructor(
    items: ItemRegistry,
    facts: FactRegistry,
    settlement: Settlement,
    bindCard: BindCardItem,
    rentWithdrawal: RentWithdrawalItem,
    withdrawalSettlement: WithdrawalSettlement,
    civilAffairs: CivilAffairs,
    realEstate: RealEstate,
    bankCards: BankCards,
    parties: Parties,
    ledger: Ledger,
    sealer: Sealer,
    clock: Clock,
  ) {
    items.register(bindCard);
    items.register(rentWithdrawal);
    settlement.registerHandler(WITHDRAWAL, withdrawalSettlement);
    const rooms = { civilAffairs, realEstate, parties, sealer, clock };
    const own = [memberCardFact(parties, clock), cardFreeFact(parties, clock), rentTakenFact(ledger, clock)];
    const outside = [marriageFact(rooms), homesFact(rooms), cardOwnerFact(bankCards, clock)];
    [...own, ...outside].forEach((provider) => facts.register(provider));
  }
}

import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Sealer } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { ContributionModule, LateCredits } from '../contribution';
import { Ledger, LedgerModule } from '../ledger';
import { Parties, PartyModule } from '../party';
import { CivilAffairs, HousingBureau, RegistryModule, RetirementRegistry } from '../registry';
import { BankCards, GainsCash, Settlement, SettlementModule } from '../settlement';
import { AccountClosing } from './app/account-closing';
import { BindCardItem } from './app/bind-card.item';
import { CLOSING, ClosingSettlement } from './app/closing-settlement';
import { PartialWithdrawal } from './app/partial-withdrawal';
import { PurchaseWithdrawalItem } from './app/purchase-withdrawal.item';
import { RentWithdrawalItem } from './app/rent-withdrawal.item';
import { RetirementWithdrawalItem } from './app/retirement-withdrawal.item';
import { EstateDesk } from './app/estate/estate-desk';
import { estateInvariants } from './app/estate/estate-invariants';
import { ESTATE, Estates } from './app/estate/estates';
import { withdrawalInvariants } from './app/withdrawal-invariants';
import { WITHDRAWAL, WithdrawalSettlement } from './app/withdrawal-settlement';
import { cardFreeFact } from './facts/card-free.fact';
import { cardPhoneFact } from './facts/card-phone.fact';
import { cardOwnerFact } from './facts/card-owner.fact';
import { marriageChangesFacts } from './facts/marriage-changes.facts';
import { memberCardFact } from './facts/member-card.fact';
import { memberClosingFact } from './facts/member-closing.fact';
import { purchaseContractFact } from './facts/purchase-contract.fact';
import { purchaseHomeFact } from './facts/purchase-home.fact';
import { rentTakenFact } from './facts/rent-taken.fact';
import { retirementFact } from './facts/retirement.fact';
import { EstatesController } from './http/estates.controller';
import { RentCapController } from './http/rent-cap.controller';
import { RecoveryModule } from './recovery.module';

/** All withdrawals (提取) and the card they are paid to. */
@Module({
  imports: [
    CaseworkModule,
    ContributionModule,
    LedgerModule,
    PartyModule,
    RecoveryModule,
    RegistryModule,
    SettlementModule,
  ],
  controllers: [EstatesController, RentCapController],
  providers: [
    AccountClosing,
    BindCardItem,
    ClosingSettlement,
    EstateDesk,
    Estates,
    PartialWithdrawal,
    PurchaseWithdrawalItem,
    RentWithdrawalItem,
    RetirementWithdrawalItem,
    WithdrawalSettlement,
  ],
})
export class WithdrawalModule {
  constructor(
    items: ItemRegistry,
    facts: FactRegistry,
    settlement: Settlement,
    bindCard: BindCardItem,
    rentWithdrawal: RentWithdrawalItem,
    purchaseWithdrawal: PurchaseWithdrawalItem,
    retirementWithdrawal: RetirementWithdrawalItem,
    withdrawalSettlement: WithdrawalSettlement,
    closingSettlement: ClosingSettlement,
    lateCredits: LateCredits,
    cash: GainsCash,
    estates: Estates,
    invariants: InvariantRegistry,
    civilAffairs: CivilAffairs,
    housingBureau: HousingBureau,
    retirement: RetirementRegistry,
    bankCards: BankCards,
    parties: Parties,
    ledger: Ledger,
    sealer: Sealer,
    unitOfWork: UnitOfWork,
    clock: Clock,
  ) {
    items.register(bindCard);
    items.register(rentWithdrawal);
    items.register(purchaseWithdrawal);
    items.register(retirementWithdrawal);
    settlement.registerHandler(WITHDRAWAL, withdrawalSettlement);
    settlement.registerHandler(CLOSING, closingSettlement);
    lateCredits.register((tx, credits) => closingSettlement.payLateCredits(tx, credits));
    cash.follow(ESTATE, estates);
    [...withdrawalInvariants, ...estateInvariants].forEach((invariant) => invariants.register(invariant));
    const rooms = { housingBureau, sealer, clock };
    const own = [
      memberCardFact(parties, clock),
      cardFreeFact(parties, clock),
      rentTakenFact(ledger, clock),
      purchaseHomeFact(ledger, clock),
      memberClosingFact(ledger, clock),
    ];
    const outside = [
      cardOwnerFact(bankCards, clock),
      purchaseContractFact(rooms),
      cardPhoneFact(parties, unitOfWork, clock),
      ...marriageChangesFacts({ civilAffairs, sealer, clock }),
      retirementFact(retirement, clock),
    ];
    [...own, ...outside].forEach((provider) => facts.register(provider));
  }
}

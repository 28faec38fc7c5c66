import { Module } from '@nestjs/common';
import { OpenApiParts } from '../../platform/http';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { LeaseModule } from '../../platform/lease/lease.module';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { SettlementModule } from '../settlement';
import { AnswerFact } from './app/answer-fact';
import { CancelCase } from './app/cancel-case';
import { CaseAccess } from './app/case-access';
import { CaseFile } from './app/case-file';
import { CaseReading } from './app/case-reading';
import { caseworkInvariants } from './app/casework-invariants';
import { caseworkMeasures } from './app/casework-measures';
import { deskInvariants } from './app/desk-invariants';
import { CaseWorker } from './app/case-worker';
import { ClerkAtDesk } from './app/clerk-at-desk';
import { Commands } from './app/commands';
import { CounterIntake } from './app/counter-intake';
import { ConfirmNamed } from './app/confirm-named';
import { ContinueCase } from './app/continue-case';
import { DeskCase } from './app/desk-case';
import { DeskQueue } from './app/desk-queue';
import { OrderRulings } from './app/order-rulings';
import { EarlyAnswers } from './app/early-answers';
import { FactRegistry } from './app/fact-registry';
import { FollowUps } from './app/follow-ups';
import { GatherFacts } from './app/gather-facts';
import { ItemRegistry } from './app/item-registry';
import { Precheck } from './app/precheck';
import { ReplayDecisions } from './app/replay-decisions';
import { RunCase } from './app/run-case';
import { StreamCaseEvents } from './app/stream-case-events';
import { SubmitCase } from './app/submit-case';
import { WakeWaitingCases } from './app/wake-waiting-cases';
import { WatchBreakers } from './app/watch-breakers';
import { CasesController } from './http/cases.controller';
import { describeItems } from './http/describe-items';
import { DeskController } from './http/desk.controller';
import { ItemsController } from './http/items.controller';
import { OrderRulingsController } from './http/order-rulings.controller';
import { PrechecksController } from './http/prechecks.controller';

@Module({
  imports: [LeaseModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    CasesController,
    DeskController,
    ItemsController,
    OrderRulingsController,
    PrechecksController,
  ],
  providers: [
    AnswerFact,
    CancelCase,
    CaseAccess,
    CaseFile,
    CaseReading,
    CaseWorker,
    ClerkAtDesk,
    Commands,
    ConfirmNamed,
    ContinueCase,
    CounterIntake,
    DeskCase,
    DeskQueue,
    OrderRulings,
    EarlyAnswers,
    FactRegistry,
    FollowUps,
    GatherFacts,
    ItemRegistry,
    Precheck,
    ReplayDecisions,
    RunCase,
    StreamCaseEvents,
    SubmitCase,
    WakeWaitingCases,
    WatchBreakers,
  ],
  exports: [
    CaseFile,
    CaseReading,
    ClerkAtDesk,
    Commands,
    ContinueCase,
    FactRegistry,
    FollowUps,
    ItemRegistry,
    Precheck,
    ReplayDecisions,
    SubmitCase,
  ],
})
export class CaseworkModule {
  constructor(invariants: InvariantRegistry, measures: Measures, openApi: OpenApiParts, items: ItemRegistry) {
    [...caseworkInvariants, ...deskInvariants].forEach((invariant) => invariants.register(invariant));
    caseworkMeasures.forEach((measure) => measures.register(measure));
    openApi.register((document) => describeItems(document, items.list()));
  }
}

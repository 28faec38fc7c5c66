import { Logger } from '@nestjs/common';
import { parseDay } from '../../../src/kernel/calendar';
import {
  AskRegistry,
  CivilAffairs,
  CompanyRegistry,
  DEFAULT_PATIENCE,
  Police,
  RealEstate,
  SocialInsurance,
  type Answer,
  type Ask,
  type Patience,
} from '../../../src/modules/registry';
import { SystemClock } from '../../../src/platform/clock';
import { Sealer } from '../../../src/platform/crypto/sealer';
import { startSimulation, type Simulation } from '../../../src/simulators/simulation';

// Unusable answers are logged for the operator; here they are what is tested.
Logger.overrideLogger(false);

export const TODAY = parseDay('2026-11-21');

export const ask: Ask = { traceId: 'trace-1', purpose: 'TQ12', caseId: null, basis: 'law:HPF Regulations' };

export const sealer = new Sealer({ sealingKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) });

/** The simulated outside world and our connectors to it, over real HTTP on a free port. */
export interface OutsideWorld {
  readonly simulation: Simulation;
  readonly registries: AskRegistry;
  readonly companies: CompanyRegistry;
  readonly police: Police;
  readonly insurance: SocialInsurance;
  readonly civil: CivilAffairs;
  readonly estate: RealEstate;
  close(): Promise<void>;
}

export async function openOutsideWorld(patience: Partial<Patience> = {}): Promise<OutsideWorld> {
  const simulation = await startSimulation({ port: 0, businessDate: TODAY, latency: 'none' });
  const url = `http://127.0.0.1:${simulation.port}`;
  const baseUrls = { MSA: url, POL: url, SOC: url, CIV: url, REA: url };
  const options = { ...DEFAULT_PATIENCE, ...patience, baseUrls };
  const registries = new AskRegistry(options, sealer, new SystemClock(TODAY));
  return {
    simulation,
    registries,
    companies: new CompanyRegistry(registries),
    police: new Police(registries),
    insurance: new SocialInsurance(registries),
    civil: new CivilAffairs(registries),
    estate: new RealEstate(registries),
    close: async () => {
      await registries.onModuleDestroy();
      await simulation.close();
    },
  };
}

/** One ordinary question to each registry, all about people and companies it knows. */
export function askEverybody(world: OutsideWorld): Record<string, () => Promise<Answer<unknown>>> {
  const renter = world.simulation.world.inRole('renter');
  const spouse = world.simulation.world.inRole('renterSpouse');
  return {
    msa: () => world.companies.licence(ask, world.simulation.world.companyInRole('employer').creditCode),
    pol: () => world.police.people(ask, [renter, spouse]),
    soc: () => world.insurance.employments(ask, [renter, spouse]),
    civ: () => world.civil.marriage(ask, renter),
    rea: () => world.estate.homes(ask, [renter, spouse], '1401'),
  };
}

/** The value of an answer that must be known. */
export function known<T>(answer: Answer<T>): T {
  if (answer.state === 'unknown')
    throw new Error(`unknown: ${answer.reason} ${answer.exchange?.detail ?? ''}`);
  return answer.value;
}

export function reasonOf(answer: Answer<unknown>): string {
  return answer.state === 'known' ? 'known' : answer.reason;
}

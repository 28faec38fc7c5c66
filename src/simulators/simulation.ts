import { parseDay, type Day } from '../kernel/calendar';
import { mountControl } from './control/mount-control';
import { mountHall } from './control/mount-hall';
import { Moods } from './moods';
import type { BankMoney } from './bank/clearing';
import { mountTransfers } from './transfers/mount-transfers';
import { bnkCustody } from './registries/bnk-custody';
import { civ } from './registries/civ';
import { civRegistrations } from './registries/civ-registrations';
import { crt } from './registries/crt';
import { crtDefaulters } from './registries/crt-defaulters';
import { hrr } from './registries/hrr';
import { hsg } from './registries/hsg';
import { hsgProject } from './registries/hsg-project';
import { hsgSales } from './registries/hsg-sales';
import { msa } from './registries/msa';
import { nat } from './registries/nat';
import { pbc } from './registries/pbc';
import { pol } from './registries/pol';
import { polFace } from './registries/pol-face';
import { rea } from './registries/rea';
import { mountRegistrar } from './registries/mount-registrar';
import { reaMortgage } from './registries/rea-mortgage';
import { reaUnit } from './registries/rea-unit';
import { mountRegistry } from './registries/registry-simulator';
import { soc } from './registries/soc';
import { socStaff } from './registries/soc-staff';
import { taxAssessment, taxDeed, taxIncome, taxIncomes } from './registries/tax';
import { taxFiling } from './registries/tax-filing';
import { HttpSimulatorServer, type SimulatorServer } from './server';
import { SimulatorClock } from './simulator-clock';
import { World } from './world/world';

/** Hangs up the bank's endpoints; implemented in `bank/`. */
export type MountBank = (
  server: SimulatorServer,
  world: World,
  moods: Moods,
  options: { dataDir: string; latency: 'realistic' | 'none'; now: () => Date },
) => Promise<{ close(): Promise<void>; readonly money: BankMoney }>;

export interface SimulationOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Business date at the start; null follows the machine's date. */
  readonly businessDate: string | null;
  readonly latency: 'realistic' | 'none';
  /** Left out where only the registries are wanted. */
  readonly bank?: { readonly mount: MountBank; readonly dataDir: string };
  /** Hangs up a look into the books of banks that may be up elsewhere, in place of the banks. */
  readonly books?: (server: SimulatorServer) => void;
}

/** The running outside world. */
export interface Simulation {
  readonly port: number;
  readonly world: World;
  readonly moods: Moods;
  close(): Promise<void>;
}

/** Starts every outside party on one port. Throws `DayFormatError` for a business date that is no day. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const businessDate: Day | null = options.businessDate === null ? null : parseDay(options.businessDate);
  const clock = new SimulatorClock(businessDate);
  const world = new World(clock.today());
  const moods = new Moods();
  const server = new HttpSimulatorServer();
  const around = { world, moods, clock, latency: options.latency };
  mountRegistry(server, msa, around);
  mountRegistry(server, pol, around);
  mountRegistry(server, polFace, around);
  mountRegistry(server, soc, around);
  mountRegistry(server, socStaff, around);
  mountRegistry(server, civ, around);
  mountRegistry(server, civRegistrations, around);
  mountRegistry(server, rea, around);
  mountRegistry(server, reaUnit, around);
  mountRegistry(server, reaMortgage, around);
  mountRegistry(server, hsg, around);
  mountRegistry(server, hsgProject, around);
  mountRegistry(server, hsgSales, around);
  mountRegistry(server, hrr, around);
  mountRegistry(server, taxIncome, around);
  mountRegistry(server, taxIncomes, around);
  mountRegistry(server, taxDeed, around);
  mountRegistry(server, taxAssessment, around);
  mountRegistry(server, taxFiling, around);
  mountRegistry(server, bnkCustody, around);
  mountRegistry(server, pbc, around);
  mountRegistry(server, nat, around);
  mountRegistry(server, crt, around);
  mountRegistry(server, crtDefaulters, around);
  mountControl(server, around);
  const registrar = mountRegistrar(server, around);
  mountHall(server, { ...around, tell: (...told) => registrar.tellHall(...told) });
  const bank = await options.bank?.mount(server, world, moods, {
    dataDir: options.bank.dataDir,
    latency: options.latency,
    now: () => clock.now(),
  });
  options.books?.(server);
  const transfers =
    options.bank && bank
      ? await mountTransfers(server, around, { dataDir: options.bank.dataDir, money: bank.money })
      : null;
  const port = await server.listen(options.port, options.host);
  const close = async (): Promise<void> => {
    registrar.close();
    await server.close();
    await transfers?.close();
    await bank?.close();
  };
  return { port, world, moods, close };
}

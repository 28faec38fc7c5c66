import type { Day } from '../../kernel/calendar';
import type { CompanyAccount } from './person';

/** A mortgage, or the pre-notice of one, on a unit of real estate. */
export interface UnitMortgage {
  readonly certNo: string;
  readonly mortgagee: string;
  readonly kind: 'pre-notice' | 'mortgage';
}

/** What stands on one unit (不动产单元). */
export interface Unit {
  readonly seized: boolean;
  readonly mortgages: readonly UnitMortgage[];
  /** The title in force; null for a home that has none yet. */
  readonly title: UnitTitle | null;
  /** Last day of the right to use the land; null where it has no end. */
  readonly landUntil: Day | null;
}

export interface UnitTitle {
  readonly titleNo: string;
  readonly registeredOn: Day;
  readonly ownerIdNos: readonly string[];
}

/** A project of new homes, and the account its prices are paid into. */
export interface Project {
  readonly projectNo: string;
  readonly admitted: boolean;
  readonly supervisedAccount: Pick<CompanyAccount, 'bankCode' | 'accountNo' | 'ownerName'> | null;
}

/** A face that a terminal of the police captured. */
export interface Capture {
  readonly captureNo: string;
  readonly idNo: string;
  /** A picture that shows too little to compare. */
  readonly poor: boolean;
}

const free: Unit = { seized: false, mortgages: [], title: null, landUntil: null };

/** The project of the seeded contracts, and that of contracts which name none. */
const SEEDED: readonly Project[] = [
  project('XS140199-0007', '104014019900000077', '虚构样板置业有限公司预售资金监管专户'),
  project('XS140199-0099', '104014019900000099', '虚构湖畔置业有限公司预售资金监管专户'),
];

function project(projectNo: string, accountNo: string, ownerName: string): Project {
  return { projectNo, admitted: true, supervisedAccount: { bankCode: '104', accountNo, ownerName } };
}

/** Units, projects and captured faces of the simulated world. */
export class Estate {
  private readonly units = new Map<string, Unit>();
  private readonly projects = new Map<string, Project>();
  private readonly captures = new Map<string, Capture>();
  private captured = 0;

  constructor() {
    this.reset();
  }

  unit(unitKey: string): Unit {
    return this.units.get(unitKey) ?? free;
  }

  changeUnit(unitKey: string, change: Partial<Unit>): Unit {
    const unit = { ...this.unit(unitKey), ...change };
    this.units.set(unitKey, unit);
    return unit;
  }

  /** Puts a mortgage on a unit, in the place of one of the same number. */
  encumber(unitKey: string, mortgage: UnitMortgage): void {
    const others = this.unit(unitKey).mortgages.filter(({ certNo }) => certNo !== mortgage.certNo);
    this.changeUnit(unitKey, { mortgages: [...others, mortgage] });
  }

  disencumber(unitKey: string, certNo: string): void {
    const mortgages = this.unit(unitKey).mortgages.filter((one) => one.certNo !== certNo);
    this.changeUnit(unitKey, { mortgages });
  }

  project(projectNo: string): Project | undefined {
    return this.projects.get(projectNo);
  }

  addProject(added: Project): void {
    this.projects.set(added.projectNo, added);
  }

  /** A terminal takes a picture of somebody; its number. */
  capture(idNo: string, poor = false): Capture {
    this.captured += 1;
    const capture = { captureNo: `RX${String(this.captured).padStart(10, '0')}`, idNo, poor };
    this.captures.set(capture.captureNo, capture);
    return capture;
  }

  captureOf(captureNo: string): Capture | undefined {
    return this.captures.get(captureNo);
  }

  reset(): void {
    this.units.clear();
    this.projects.clear();
    this.captures.clear();
    for (const seeded of SEEDED) this.addProject(seeded);
  }
}

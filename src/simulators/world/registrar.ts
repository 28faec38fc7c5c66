import type { Day } from '../../kernel/calendar';
import type { Estate, UnitMortgage } from './unit';

export type FileStatus = 'SL' | 'DJ' | 'BY' | 'ZX';

/** An application for a mortgage, as the registry keeps it; `seq` grows with each change. */
export interface MortgageFile {
  readonly applyNo: string;
  readonly unitKey: string;
  /** 预告, 转移及抵押, 抵押, 注销. */
  readonly kind: 'YG' | 'ZD' | 'DY' | 'ZX';
  /** Of a release: the certificate whose mortgage is given up. */
  readonly releases: string | null;
  readonly creditor: string;
  /** Whose the home is when it is transferred with the mortgage (ZD). */
  readonly owners: readonly string[];
  readonly status: FileStatus;
  readonly seq: number;
  readonly certNo: string | null;
  readonly mortgagee: string | null;
  readonly registeredOn: Day | null;
  readonly reason: string | null;
}

/** The registrar's desk: takes each application number once, and decides when told to. */
export class Registrar {
  private readonly files = new Map<string, MortgageFile>();
  private certificates = 0;

  constructor(private readonly estate: Estate) {}

  get all(): MortgageFile[] {
    return [...this.files.values()];
  }

  find(applyNo: string): MortgageFile | undefined {
    return this.files.get(applyNo);
  }

  apply(
    asked: Pick<MortgageFile, 'applyNo' | 'unitKey' | 'kind' | 'creditor' | 'releases' | 'owners'>,
  ): MortgageFile {
    const known = this.files.get(asked.applyNo);
    if (known) return known;
    return this.keep({
      ...asked,
      status: 'SL',
      seq: 1,
      certNo: null,
      mortgagee: null,
      registeredOn: null,
      reason: null,
    });
  }

  /** Registers it for the creditor who applied, unless told for whom else. */
  register(file: MortgageFile, on: Day, mortgagee = file.creditor): MortgageFile {
    if (file.releases !== null) return this.release(file, file.releases, on);
    this.certificates += 1;
    const number = String(this.certificates).padStart(7, '0');
    const certNo = `晋(${on.slice(0, 4)})太原市不动产证明第${number}号`;
    const kind: UnitMortgage['kind'] = file.kind === 'YG' ? 'pre-notice' : 'mortgage';
    if (file.kind === 'ZD')
      this.estate.changeUnit(file.unitKey, {
        title: {
          titleNo: `晋(${on.slice(0, 4)})太原市不动产权第${number}号`,
          registeredOn: on,
          ownerIdNos: file.owners,
        },
      });
    this.estate.encumber(file.unitKey, { certNo, mortgagee, kind });
    return this.keep({ ...file, status: 'DJ', seq: file.seq + 1, certNo, mortgagee, registeredOn: on });
  }

  private release(file: MortgageFile, certNo: string, on: Day): MortgageFile {
    this.estate.disencumber(file.unitKey, certNo);
    const { creditor: mortgagee } = file;
    return this.keep({ ...file, status: 'DJ', seq: file.seq + 1, certNo, mortgagee, registeredOn: on });
  }

  refuse(file: MortgageFile, reason: string): MortgageFile {
    return this.keep({ ...file, status: 'BY', seq: file.seq + 1, reason });
  }

  cancel(file: MortgageFile, reason: string): MortgageFile {
    if (file.certNo !== null) this.estate.disencumber(file.unitKey, file.certNo);
    return this.keep({ ...file, status: 'ZX', seq: file.seq + 1, reason });
  }

  reset(): void {
    this.files.clear();
  }

  private keep(file: MortgageFile): MortgageFile {
    this.files.set(file.applyNo, file);
    return file;
  }
}

import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Parties } from '../../party';
import type {
  CourtRegistry,
  CreditReference,
  HousingBureau,
  NationalPlatform,
  Police,
  RealEstate,
  TaxAuthority,
} from '../../registry';
import type { BankAccounts } from '../../settlement';

/** Whom the facts of an application ask. */
export interface LoanRooms {
  readonly accounts: BankAccounts;
  readonly courts: CourtRegistry;
  readonly credit: CreditReference;
  readonly housingBureau: HousingBureau;
  readonly platform: NationalPlatform;
  readonly police: Police;
  readonly realEstate: RealEstate;
  readonly taxes: TaxAuthority;
  readonly parties: Parties;
  readonly sealer: Sealer;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Anything as a sealed text that a fact may hold. */
export function sealed(sealer: Sealer, value: object): string {
  return sealer.seal(JSON.stringify(value)).toString('base64');
}

export function opened<T>(sealer: Sealer, text: string): T {
  return JSON.parse(sealer.open(Buffer.from(text, 'base64'))) as T;
}

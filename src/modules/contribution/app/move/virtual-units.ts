import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { monthOf } from '../../../../kernel/calendar';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import type { UnitKind } from '../../domain/member/account-move';
import { unitAccountNo } from '../../domain/member/account-numbers';
import { insertUnitAccount } from '../../store/unit-account-store';
import {
  holdVirtualUnits,
  markVirtual,
  selectVirtualUnit,
  virtualUnitKey,
} from '../../store/virtual-unit-store';

type Virtual = Exclude<UnitKind, 'employer'>;

/** State of a virtual unit (A.4): nobody remits for the centre's sealed accounts. */
const STATES: Readonly<Record<Virtual, string>> = { central: '05', flexible: '01' };

/** Units without an employer, one a branch: the central sealed accounts, and those who contribute for themselves. */
@Injectable()
export class VirtualUnits {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Ledger account of the branch's unit; made when it is needed first. */
  async of(tx: Tx, kind: Virtual, district: string): Promise<bigint> {
    const known = await selectVirtualUnit(tx, kind, district);
    if (known) return known.unitId;
    await holdVirtualUnits(tx);
    const meanwhile = await selectVirtualUnit(tx, kind, district);
    return meanwhile?.unitId ?? this.open(tx, kind, district, this.clock.today());
  }

  private async open(tx: Tx, kind: Virtual, district: string, openedOn: Day): Promise<bigint> {
    const [unitId] = await this.ledger.openAccounts(
      tx,
      [{ kind: 'unit', subject: '21901', unitId: null }],
      openedOn,
    );
    if (unitId === undefined) throw new Error('an account that was opened has an id');
    await insertUnitAccount(tx, {
      unitId,
      employerId: await virtualUnitKey(tx, kind, district),
      unitAccountNo: unitAccountNo(openedOn, unitId),
      district,
      state: STATES[kind],
      payday: 1,
      ratioEmployer: '0',
      ratioEmployee: '0',
      firstMonth: monthOf(openedOn),
      openedOn,
    });
    await markVirtual(tx, unitId, kind);
    return unitId;
  }
}

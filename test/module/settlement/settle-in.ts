import type { INestApplicationContext } from '@nestjs/common';
import { addDays } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { Ledger } from '../../../src/modules/ledger';
import { Parties } from '../../../src/modules/party';
import { HeldPayments, Settlement } from '../../../src/modules/settlement';
import { Clock } from '../../../src/platform/clock';
import type { Tx } from '../../../src/platform/database/tx';
import type { MountedBank } from '../../../src/simulators/bank';
import type { Moods } from '../../../src/simulators/moods';
import type { HttpSimulatorServer } from '../../../src/simulators/server';
import type { Person } from '../../../src/simulators/world/person';
import type { World } from '../../../src/simulators/world/world';
import { type BankOfCentre, BANKS } from './banks';

/** The simulated banks and where they are. */
export interface Outside {
  readonly server: HttpSimulatorServer;
  readonly bank: MountedBank;
  readonly dir: string;
  readonly url: string;
  readonly world: World;
  readonly moods: Moods;
}

export interface SettledIn {
  readonly memberId: bigint;
  /** Of the centre, at the bank that is looked at. */
  readonly bankAccountNo: string;
  /** Payout cards, one of each bank. */
  readonly cardIds: ReadonlyMap<string, string>;
}

/** An account of the centre at each bank, a member with 100,000.00 yuan at the one looked at, and a card of each. */
export async function settleIn(
  tx: Tx,
  app: INestApplicationContext,
  lookedAt: BankOfCentre,
  holderOf: (bank: BankOfCentre) => Person,
): Promise<SettledIn> {
  const ledger = app.get(Ledger, { strict: false });
  // What is on the books today is no opening balance any more.
  const day = addDays(app.get(Clock, { strict: false }).today(), -1);
  const leaf = async (code: string, subject: string): Promise<bigint> => {
    const [known] = await tx.query<{ id: bigint }>('SELECT id FROM ledger_account WHERE code = $1', [code]);
    if (known !== undefined) return known.id;
    const opened = { kind: 'leaf', subject, unitId: null, code, name: code } as const;
    const [id = 0n] = await ledger.openAccounts(tx, [opened], day);
    return id;
  };
  for (const code of ['21901', '21905']) await leaf(code, '219');
  const accounts = new Map<string, string>();
  for (const bank of BANKS)
    accounts.set(bank.code, await bankAccount(tx, app, bank, await leaf(bank.leaf, '101')));
  const unit = { kind: 'unit', subject: '21901', unitId: null } as const;
  const [unitId = 0n] = await ledger.openAccounts(tx, [unit], day);
  const [memberId = 0n] = await ledger.openAccounts(tx, [{ kind: 'member', subject: '201', unitId }], day);
  const journal = { kind: 'opening', sourceId: newId(), businessDate: day, valueDate: day };
  await ledger.post(tx, journal, [
    { accountId: await leaf(lookedAt.leaf, '101'), side: 'D', amountFen: 10_000_000n },
    { accountId: memberId, side: 'C', amountFen: 10_000_000n },
  ]);
  const cardIds = new Map<string, string>();
  for (const bank of BANKS) cardIds.set(bank.code, await bindCard(tx, app, holderOf(bank)));
  return { memberId, bankAccountNo: accounts.get(lookedAt.code) ?? '', cardIds };
}

/** The card of a person, bound and once more when it was stopped, as GJ34 does. */
export async function bindCard(tx: Tx, app: INestApplicationContext, holder: Person): Promise<string> {
  const parties = app.get(Parties, { strict: false });
  const personId = await parties.ensurePerson(tx, holder);
  const { bankCode, cardNo, phone } = holder;
  const cardId = await parties.bindCard(tx, { personId, bankCode, cardNo, phone, evidenceId: newId() });
  await app.get(HeldPayments, { strict: false }).cardBound(tx, personId);
  return cardId;
}

/** The centre's account at that bank, opened when there is none; gives its number. */
async function bankAccount(
  tx: Tx,
  app: INestApplicationContext,
  { code: bankCode }: BankOfCentre,
  leafAccountId: bigint,
): Promise<string> {
  const [known] = await tx.query<{ accountNo: string }>(
    `SELECT account_no AS "accountNo" FROM bank_account WHERE purpose = 'collection' AND bank_code = $1 ORDER BY id LIMIT 1`,
    [bankCode],
  );
  if (known !== undefined) return known.accountNo;
  const accountNo = `${bankCode}000000001`;
  const account = {
    bankCode,
    accountNo,
    name: '住房公积金管理中心',
    leafAccountId,
    purpose: 'collection',
  } as const;
  await app.get(Settlement, { strict: false }).openBankAccount(tx, account);
  return accountNo;
}

import { parseDay } from '../../../kernel/calendar';
import type { Json } from '../../../kernel/fact';
import { fen, yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type CaseContext, type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import { dueMonths } from '../app/member/due-months';
import { monthsInARow } from '../domain/member/months-in-a-row';
import { selectOpenAccountOf, selectStanding } from '../store/member-account-store';
import { selectCreditedMonths } from '../store/months-credited-store';

/** What may have an account to itself, in words. */
const ENGAGEMENTS: Readonly<Record<string, Json>> = {
  withdrawal: { zh: '提取', en: 'withdrawal' },
  closing: { zh: '提取销户', en: 'closing of the account' },
  transfer: { zh: '账户转移', en: 'transfer of the account' },
  'central-seal': { zh: '集中封存', en: 'central sealed account' },
  merge: { zh: '账户合并', en: 'merger of accounts' },
};

/** Facts about the account a case is about, or the open account of its person. All are read under the case's locks. */
export function memberAccountFacts(ledger: Ledger, clock: Clock): FactProvider[] {
  const read = (
    name: string,
    source: string,
    of: (tx: Tx, accountId: bigint | null, context: CaseContext) => Promise<Json>,
  ): FactProvider => ({
    kind: 'internal',
    name,
    async provide(tx, context) {
      const accountId = context.accountId ?? (await selectOpenAccountOf(tx, context.personId));
      const receiptNo = accountId === null ? context.personId : String(accountId);
      return internalFact({ name, source, receiptNo, at: clock.now() }, await of(tx, accountId, context));
    },
  });
  return [
    read('member.account', 'contribution', async (tx, accountId, { locked }) => {
      const standing = accountId === null ? null : await selectStanding(tx, accountId, { lock: locked });
      return standing ? { ...standing } : { state: 'none' };
    }),
    read('member.balance', 'ledger', async (tx, accountId, { locked }) => {
      const balance = accountId === null ? null : await ledger.balanceOf(tx, accountId, { lock: locked });
      const { postedFen, heldFen } = balance ?? { postedFen: 0n, heldFen: 0n };
      return { posted: yuan(fen(postedFen)), held: yuan(fen(heldFen)) };
    }),
    read('contribution.monthsInARow', 'contribution', async (tx, accountId, { today, lawDay }) => {
      if (accountId === null) return 0;
      const due = await dueMonths(tx, accountId, lawDay);
      return monthsInARow(await selectCreditedMonths(tx, accountId), parseDay(today), due);
    }),
    read('account.engagement', 'ledger', async (tx, accountId, { caseId }) => {
      const engagement = accountId === null ? null : await ledger.engagementOf(tx, accountId);
      const engaged = engagement !== null && engagement.caseId !== caseId;
      return { engaged, item: engaged ? (ENGAGEMENTS[engagement.kind] ?? engagement.kind) : null };
    }),
  ];
}

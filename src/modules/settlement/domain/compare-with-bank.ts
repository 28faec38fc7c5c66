import { parseYuan } from '../../../kernel/money';
import type { CollectionState } from './collection';
import type { InstructionState } from './instruction-state';

/** One line of the bank's own books, as its control interface shows it. */
export interface BankLine {
  readonly kind: string;
  readonly account?: string;
  readonly amount?: string;
  readonly serial?: string;
  readonly reference?: string;
  readonly payeeAccount?: string;
  readonly payerAccount?: string;
}

export interface OurInstruction {
  readonly reference: string;
  readonly state: InstructionState;
  readonly amountFen: bigint;
  readonly bankSerial: string | null;
  readonly payeeAccount: string;
  /** The centre's account it is paid from. */
  readonly account: string;
}

export interface OurCollection {
  readonly reference: string;
  readonly state: CollectionState;
  /** What was taken; null while nothing was. */
  readonly collectedFen: bigint | null;
  readonly bankSerial: string | null;
  readonly payerAccount: string;
  /** The centre's account it comes to. */
  readonly account: string;
}

export interface OurReceipt {
  /** The centre's account the money came in on. */
  readonly account: string;
  readonly bankSerial: string;
  readonly amountFen: bigint;
}

export interface Difference {
  /** Reference or serial number. */
  readonly subject: string;
  readonly difference: string;
}

/** States in which money may be on its way: the bank may have paid already or not. */
const inTransit: readonly InstructionState[] = ['created', 'sending', 'accepted', 'unknown'];

/**
 * I7 for one bank: every payment of the bank is one instruction of ours and the reverse, order by order; so are our receipts and the
 * credit lines of the bank. Money in transit is no difference. All of it is that bank's own: `ours` are the payments and
 * receipts on our accounts there, `lines` those of its books about these accounts.
 */
export function compareWithBank(
  ours: {
    readonly instructions: readonly OurInstruction[];
    readonly receipts: readonly OurReceipt[];
    readonly collections?: readonly OurCollection[];
  },
  lines: readonly BankLine[],
): Difference[] {
  const payments = new Map<string, BankLine[]>();
  for (const line of lines.filter(({ kind }) => kind === 'payment')) {
    const reference = line.reference ?? '';
    payments.set(reference, [...(payments.get(reference) ?? []), line]);
  }
  const returned = new Set(lines.filter(({ kind }) => kind === 'return').map((line) => line.reference));
  const byReference = new Map(ours.instructions.map((instruction) => [instruction.reference, instruction]));
  const differences: Difference[] = [];
  const add = (subject: string, difference: string): void => void differences.push({ subject, difference });
  for (const [reference, paid] of payments) {
    if (paid.length > 1) add(reference, 'the bank paid it more than once');
    if (!byReference.has(reference)) add(reference, 'the bank paid it without an instruction of ours');
  }
  for (const instruction of ours.instructions) {
    const difference = differenceOf(instruction, payments.get(instruction.reference)?.[0]);
    if (difference !== null) add(instruction.reference, difference);
    const back = returned.has(instruction.reference);
    if (instruction.state === 'returned' && !back)
      add(instruction.reference, 'returned here, not at the bank');
    if (instruction.state === 'paid' && back) add(instruction.reference, 'returned at the bank, paid here');
  }
  const collections = ours.collections ?? [];
  differences.push(...collectionDifferences(collections, lines));
  const open = new Set(
    collections.filter(({ state }) => isOnItsWay(state)).map(({ reference }) => reference),
  );
  // Taken by the bank and not told yet: money in transit.
  const told = lines.filter(({ kind, reference }) => kind !== 'collection' || !open.has(reference ?? ''));
  differences.push(...receiptDifferences(ours.receipts, told));
  return differences;
}

function differenceOf(instruction: OurInstruction, paid: BankLine | undefined): string | null {
  const settled = instruction.state === 'paid' || instruction.state === 'returned';
  if (paid === undefined) return settled ? 'paid here, not at the bank' : null;
  if (!settled)
    return inTransit.includes(instruction.state) ? null : `paid at the bank, ${instruction.state} here`;
  if (paid.account !== instruction.account) return 'paid from another account at the bank';
  if (parseYuan(paid.amount ?? '') !== instruction.amountFen) return 'another amount at the bank';
  if (paid.serial !== instruction.bankSerial) return 'another serial at the bank';
  return paid.payeeAccount === instruction.payeeAccount ? null : 'another payee at the bank';
}

function isOnItsWay(state: InstructionState): boolean {
  return inTransit.includes(state);
}

/** Every collection of the bank is one order of ours and the reverse, with the same money from the same payer. */
function collectionDifferences(
  collections: readonly OurCollection[],
  lines: readonly BankLine[],
): Difference[] {
  const taken = lines.filter(({ kind }) => kind === 'collection');
  const ours = new Map(collections.map((collection) => [collection.reference, collection]));
  const seen = new Set<string>();
  const differences = taken.flatMap((line): Difference[] => {
    const subject = line.reference ?? '';
    const collection = ours.get(subject);
    if (collection === undefined) return [{ subject, difference: 'collected without an order of ours' }];
    if (seen.has(subject)) return [{ subject, difference: 'the bank collected it more than once' }];
    seen.add(subject);
    const difference = collectedOtherwise(collection, line);
    return difference === null ? [] : [{ subject, difference }];
  });
  const missing = collections
    .filter(({ state, reference }) => state === 'paid' && !seen.has(reference))
    .map(({ reference: subject }) => ({ subject, difference: 'collected here, not at the bank' }));
  return [...differences, ...missing];
}

function collectedOtherwise(ours: OurCollection, line: BankLine): string | null {
  if (isOnItsWay(ours.state)) return null;
  if (ours.state !== 'paid') return `collected at the bank, ${ours.state} here`;
  if (line.account !== ours.account) return 'collected into another account at the bank';
  if (parseYuan(line.amount ?? '') !== ours.collectedFen) return 'another amount collected at the bank';
  if (line.serial !== ours.bankSerial) return 'another serial of the collection at the bank';
  return line.payerAccount === ours.payerAccount ? null : 'another payer at the bank';
}

function receiptDifferences(receipts: readonly OurReceipt[], lines: readonly BankLine[]): Difference[] {
  const credits = lines.filter(
    ({ kind }) => kind === 'deposit' || kind === 'return' || kind === 'collection',
  );
  const bySerial = new Map(credits.map((line) => [line.serial, line]));
  const known = new Set(receipts.map(({ bankSerial }) => bankSerial));
  const missing = credits
    .map((line) => line.serial ?? '')
    .filter((serial) => !known.has(serial))
    .map((serial) => ({ subject: serial, difference: 'a credit at the bank, no receipt here' }));
  const differing = receipts.flatMap(({ bankSerial, amountFen, account }) => {
    const line = bySerial.get(bankSerial);
    if (line === undefined)
      return [{ subject: bankSerial, difference: 'a receipt here, no credit at the bank' }];
    if (line.account !== account)
      return [
        { subject: bankSerial, difference: 'a receipt on another account than the credit at the bank' },
      ];
    const same = parseYuan(line.amount ?? '') === amountFen;
    return same ? [] : [{ subject: bankSerial, difference: 'another amount of the receipt at the bank' }];
  });
  return [...missing, ...differing];
}

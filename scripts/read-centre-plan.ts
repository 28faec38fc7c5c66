import { readFileSync } from 'node:fs';
import { isDay } from '../src/kernel/calendar';
import { parseRate } from '../src/kernel/rate';
import { UsageError } from './command-line';
import type { CentrePlan } from './set-up-centre';

type Json = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const fits = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value);

/** Faults of a bank account of the file; its place is told with each. */
function accountFaults(account: Json, place: string): string[] {
  const { bankCode, accountNo, name, purpose, leaf } = account;
  const faults: string[] = [];
  if (!fits(bankCode, /^\d{3}$/)) faults.push(`${place}.bankCode: three digits`);
  if (!fits(accountNo, /^\d{4,32}$/)) faults.push(`${place}.accountNo: 4 to 32 digits`);
  if (!isText(name)) faults.push(`${place}.name: a text`);
  if (!['collection', 'loan', 'gains'].includes(String(purpose)))
    faults.push(`${place}.purpose: collection, loan or gains`);
  if (!fits(leaf, purpose === 'gains' ? /^102\d+$/ : /^101\d+$/))
    faults.push(`${place}.leaf: a leaf of ${purpose === 'gains' ? '102' : '101'}`);
  return faults;
}

function faultsOf(plan: Json): string[] {
  const { id, code, name, bankAccounts, cardBins, leaves, interestRates } = plan;
  const faults: string[] = [];
  if (!Number.isInteger(id) || Number(id) < 1 || Number(id) > 999_999)
    faults.push('id: a whole number, 1 to 999999');
  if (!isText(code)) faults.push('code: a text');
  if (!isText(name)) faults.push('name: a text');
  if (!isList(bankAccounts) || bankAccounts.length === 0) faults.push('bankAccounts: a list of one or more');
  else {
    faults.push(
      ...bankAccounts.flatMap((account, index) => accountFaults(account as Json, `bankAccounts[${index}]`)),
    );
    const taken = bankAccounts.map((account) => (account as Json)['leaf']);
    if (new Set(taken).size !== taken.length) faults.push('bankAccounts: each has a leaf of its own');
    for (const wanted of ['collection', 'loan', 'gains'])
      if (!bankAccounts.some((account) => (account as Json)['purpose'] === wanted))
        faults.push(`bankAccounts: one at least of purpose ${wanted}`);
  }
  const isPair = (one: unknown): boolean =>
    isList(one) && fits(one[0], /^\d{4,12}$/) && fits(one[1], /^\d{3}$/);
  if (!isList(cardBins) || !cardBins.every(isPair))
    faults.push('cardBins: pairs of first digits and bank code');
  const isLeaf = (one: unknown): boolean => isList(one) && one.length === 3 && one.every(isText);
  if (!isList(leaves) || !leaves.every(isLeaf)) faults.push('leaves: triples of code, subject and name');
  const isRate = (one: unknown): boolean =>
    isList(one) && isDay(one[0]) && fits(one[1], /^0\.\d{1,8}$/) && isText(one[2]);
  if (!isList(interestRates) || interestRates.length === 0 || !interestRates.every(isRate))
    faults.push('interestRates: triples of first day, yearly rate such as "0.015", and instrument');
  return faults;
}

/**
 * Reads a centre from a JSON file of the form of `CentrePlan`.
 * @throws UsageError that lists every fault of the file.
 */
export function readCentrePlan(path: string): CentrePlan {
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : 'is not readable'}`);
  }
  const faults =
    typeof plan === 'object' && plan !== null ? faultsOf(plan as Json) : ['a JSON object is expected'];
  if (faults.length > 0)
    throw new UsageError([`${path}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  const { interestRates, ...rest } = plan as Omit<CentrePlan, 'interestRates'> & {
    readonly interestRates: readonly (readonly [string, string, string])[];
  };
  return {
    ...rest,
    interestRates: interestRates.map(([from, rate, instrument]) => [from, parseRate(rate), instrument]),
  };
}

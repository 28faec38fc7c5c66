import { parseDay } from '../../kernel/calendar';
import { asList, asObject, asText, asTexts } from '../registries/wire-form';
import type { Project, Unit, UnitMortgage, UnitTitle } from '../world/unit';

/**
 * Reads `{seized?, mortgages?: [{certNo, mortgagee, kind}], title?: {titleNo, registeredOn, ownerIdNos} | null,
 * landUntil?}`. Throws `SyntaxError`, `DayFormatError`.
 */
export function readUnitChange(value: unknown): Partial<Unit> {
  const { seized, mortgages, title, landUntil } = asObject(value);
  return {
    ...(seized === undefined ? {} : { seized: asFlag(seized) }),
    ...(mortgages === undefined ? {} : { mortgages: readMortgages(mortgages) }),
    ...(title === undefined ? {} : { title: title === null ? null : readTitle(title) }),
    ...(landUntil === undefined
      ? {}
      : { landUntil: landUntil === null ? null : parseDay(asText(landUntil)) }),
  };
}

/** Reads `{admitted?, supervisedAccount: {bankCode, accountNo, ownerName} | null}`. Throws `SyntaxError`. */
export function readProject(projectNo: string, value: unknown): Project {
  const { admitted, supervisedAccount } = asObject(value);
  const account = supervisedAccount === null ? null : asObject(supervisedAccount);
  return {
    projectNo,
    admitted: admitted === undefined ? true : asFlag(admitted),
    supervisedAccount: account && {
      bankCode: asText(account.bankCode),
      accountNo: asText(account.accountNo),
      ownerName: asText(account.ownerName),
    },
  };
}

function readTitle(value: unknown): UnitTitle {
  const { titleNo, registeredOn, ownerIdNos } = asObject(value);
  return {
    titleNo: asText(titleNo),
    registeredOn: parseDay(asText(registeredOn)),
    ownerIdNos: asTexts(ownerIdNos),
  };
}

function readMortgages(value: unknown): UnitMortgage[] {
  if (Array.isArray(value) && value.length === 0) return [];
  return asList(value).map((row) => {
    const kind = asText(row.kind);
    if (kind !== 'pre-notice' && kind !== 'mortgage')
      throw new SyntaxError('kind: pre-notice or mortgage expected');
    return { certNo: asText(row.certNo), mortgagee: asText(row.mortgagee), kind };
  });
}

function asFlag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new SyntaxError('true or false expected');
  return value;
}

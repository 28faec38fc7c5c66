import { parseDay } from '../../kernel/calendar';
import { asList, asObject, asText } from '../registries/wire-form';
import { companyAccount } from '../world/build-companies';
import type { Company, CompanyAccount, CompanyStatus } from '../world/person';
import type { World } from '../world/world';

const STATUSES: readonly CompanyStatus[] = ['in-business', 'deregistered', 'revoked'];

/**
 * Reads `[{creditCode, name?, role?, legalRepresentative?, status?, foundedOn?, bankAccount?}]`: what is not given stays
 * as it was; a company that was not there needs its name, head and day. Throws `SyntaxError` or `DayFormatError`.
 */
export function readCompanies(value: unknown, world: World): Company[] {
  return asList(value).map((row, place) => {
    const creditCode = asText(row.creditCode);
    const former = world.company(creditCode);
    const name = row.name === undefined && former ? former.name : asText(row.name);
    return {
      role: typeof row.role === 'string' ? row.role : (former?.role ?? null),
      name,
      creditCode,
      legalRepresentative:
        row.legalRepresentative === undefined && former
          ? former.legalRepresentative
          : readHead(row.legalRepresentative),
      status: row.status === undefined ? (former?.status ?? 'in-business') : readStatus(row.status),
      foundedOn: row.foundedOn === undefined && former ? former.foundedOn : parseDay(asText(row.foundedOn)),
      bankAccount: readAccount(
        row.bankAccount,
        former?.bankAccount ?? companyAccount(name, world.companies.length + place),
      ),
    };
  });
}

function readHead(value: unknown): Company['legalRepresentative'] {
  const { name, idNo } = asObject(value);
  return { name: asText(name), idNo: asText(idNo) };
}

function readStatus(value: unknown): CompanyStatus {
  const status = STATUSES.find((known) => known === value);
  if (status === undefined) throw new SyntaxError(`status: one of ${STATUSES.join(', ')} expected`);
  return status;
}

function readAccount(value: unknown, former: CompanyAccount): CompanyAccount {
  if (value === undefined) return former;
  const row = asObject(value);
  return {
    bankCode: row.bankCode === undefined ? former.bankCode : asText(row.bankCode),
    accountNo: row.accountNo === undefined ? former.accountNo : asText(row.accountNo),
    ownerName: row.ownerName === undefined ? former.ownerName : asText(row.ownerName),
    open: row.open === undefined ? former.open : row.open === true,
  };
}

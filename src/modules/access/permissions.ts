import type { Role } from '../../kernel/actor';

type TokenRole = Exclude<Role, 'system'>;

/**
 * Which roles hold which permission: the whole table. A permission says that a route may be called at all; whose
 * data it then shows is the room's question, answered with 404 for another's.
 */
export const ROLES_OF = {
  'case:submit': ['member', 'employer-agent', 'clerk'],
  'case:read': ['member', 'employer-agent', 'clerk', 'manager', 'auditor'],
  'precheck:run': ['member', 'employer-agent', 'clerk'],
  'remittance:write': ['employer-agent'],
  'remittance:read': ['employer-agent', 'clerk', 'manager', 'auditor'],
  'fiscal:write': ['clerk'],
  'employer:consent': ['employer-agent'],
  'employer:warnings': ['employer-agent', 'clerk', 'manager', 'auditor'],
  'employer:loan-notices': ['employer-agent'],
  'account:read': ['member', 'employer-agent', 'clerk', 'auditor'],
  'contact:read': ['member'],
  'case:cancel': ['member', 'employer-agent'],
  'document:list': ['member', 'employer-agent'],
  'document:read': ['member', 'employer-agent', 'clerk', 'manager', 'auditor'],
  'document:revoke': ['member', 'employer-agent', 'clerk', 'manager'],
  'desk:read': ['clerk', 'manager'],
  'desk:answer': ['clerk'],
  'order:propose': ['clerk'],
  'order:decide': ['manager'],
  'order:read': ['clerk', 'manager', 'auditor'],
  'interest:run': ['manager'],
  'interest:read': ['manager', 'auditor'],
  'loan:list': ['member'],
  'loan:read': ['member', 'clerk', 'manager', 'auditor'],
  'loan:cancel': ['member', 'clerk'],
  'loan:consent': ['member', 'clerk'],
  'loan:end-hedging': ['member'],
  'loan:mortgage': ['clerk'],
  'loan:disburse': ['manager'],
  'loan:propose-payout': ['clerk'],
  'loan:decide-payout': ['manager'],
  'loan:cardless': ['clerk', 'manager', 'auditor'],
  'loan:incidents': ['clerk', 'manager', 'auditor'],
  'loan:close-incident': ['clerk', 'manager'],
  'loan:propose-write-off': ['clerk'],
  'loan:decide-write-off': ['manager'],
  'loan:write-offs': ['clerk', 'manager', 'auditor'],
  'estate:propose': ['clerk'],
  'estate:decide': ['manager'],
  'estate:read': ['clerk', 'manager', 'auditor'],
  'night:read': ['manager', 'auditor'],
  'night:pass': ['manager'],
  'loan:overdue': ['clerk', 'manager', 'auditor'],
  'fund:read': ['manager', 'auditor'],
  'fund:measure': ['manager'],
  'gains:read': ['manager', 'auditor'],
  'gains:distribute': ['manager'],
  'signing:setup': ['manager'],
  'signing:list': ['member', 'clerk', 'manager'],
  'signing:book': ['member', 'clerk'],
  'signing:read': ['clerk', 'manager', 'auditor'],
  'signing:act': ['clerk'],
  'quality:read': ['clerk', 'manager', 'auditor'],
  'statement:read': ['clerk', 'manager', 'auditor'],
  'statement:explain': ['manager'],
  'bank-account:close': ['manager'],
  'oversight:replay': ['manager', 'auditor'],
  'oversight:read': ['manager', 'auditor'],
} as const satisfies Readonly<Record<string, readonly TokenRole[]>>;

/** Routes without a bearer token: the bank proves itself by its signature, the rest is open to everybody. */
export const WITHOUT_TOKEN = ['bank-signature', 'public'] as const;

export type Permission = keyof typeof ROLES_OF | (typeof WITHOUT_TOKEN)[number];

export function isWithoutToken(permissions: readonly string[]): boolean {
  return (
    permissions.length > 0 && permissions.every((name) => (WITHOUT_TOKEN as readonly string[]).includes(name))
  );
}

/** Whether the role holds one of the permissions. A name that is not in the table is held by nobody. */
export function holds(role: Role, permissions: readonly string[]): boolean {
  const table: Readonly<Record<string, readonly Role[]>> = ROLES_OF;
  return permissions.some((name) => Object.hasOwn(table, name) && (table[name]?.includes(role) ?? false));
}

/** Roles that hold at least one of the permissions, in the order of the table. */
export function rolesHolding(permissions: readonly string[]): Role[] {
  const roles = new Set<Role>(Object.values(ROLES_OF).flat());
  return [...roles].filter((role) => holds(role, permissions));
}

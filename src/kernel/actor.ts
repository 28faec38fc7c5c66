/** Roles that a token may carry; `system` is our own worker, never a token. */
export type Role = 'member' | 'employer-agent' | 'clerk' | 'manager' | 'auditor' | 'system';

/** Whether the role is one of the centre's own people: they see everybody's cases, and each look is remembered. */
export function isOfCentre(role: Role): boolean {
  return role === 'clerk' || role === 'manager' || role === 'auditor';
}

/** Who acts. Built from a verified token by the access room, or by a worker for the system itself. */
export interface Actor {
  readonly centreId: number;
  readonly role: Role;
  /** Opaque subject of the token, the scope of idempotency keys; 'system' for workers. */
  readonly subject: string;
  /** Identity of a natural person as the real-name login vouches for it; absent for system. Never logged. */
  readonly identity?: { readonly name: string; readonly idNo: string };
}

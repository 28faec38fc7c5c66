import { Inject, Injectable } from '@nestjs/common';
import {
  type CryptoKey,
  errors,
  importJWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { Actor, Role } from '../../kernel/actor';
import { checkResidentId, normaliseResidentId } from '../../kernel/identifiers/resident-id';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings';
import { tokenExpired, tokenInvalid } from './token-problems';

/** A token older than this is refused even when it says that it lives longer. */
const MAX_AGE_S = 12 * 3600;
/** Difference allowed between the issuer's clock and ours. */
const TOLERANCE_S = 5;
const TOKEN_ROLES: ReadonlySet<unknown> = new Set<Role>([
  'member',
  'employer-agent',
  'clerk',
  'manager',
  'auditor',
]);
/** Roles that act for a person known by name and id number. */
const NATURAL_PERSONS: ReadonlySet<Role> = new Set<Role>(['member', 'employer-agent']);

/**
 * Verifies bearer tokens: JWTs signed with EdDSA by the one issuer of the settings. The key is fixed; what a token
 * says of keys (`kid`, `jwk`, `jku`, `x5u`) never chooses one. Tokens live in real time, not in business time.
 */
@Injectable()
export class TokenVerifier {
  private key: Promise<CryptoKey | Uint8Array> | undefined;

  constructor(@Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings) {}

  /** @throws Problem 401 whatever is wrong; the reason is told for an expired token only. */
  async verify(token: string): Promise<Actor> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.keyFor(header), {
        algorithms: ['EdDSA'],
        issuer: this.settings.tokenIssuer,
        audience: this.settings.tokenAudience,
        requiredClaims: ['sub', 'exp', 'iat'],
        maxTokenAge: MAX_AGE_S,
        clockTolerance: TOLERANCE_S,
      });
      return this.actorOf(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw tokenExpired();
      if (error instanceof errors.JOSEError) throw tokenInvalid();
      throw error;
    }
  }

  private keyFor(header: JWTHeaderParameters): Promise<CryptoKey | Uint8Array> {
    const { kid, kty, crv, x } = this.settings.tokenPublicKey;
    if (kid !== undefined && header.kid !== kid) throw tokenInvalid();
    this.key ??= importJWK({ kty, crv, x }, 'EdDSA');
    return this.key;
  }

  private actorOf({ sub, role, centre, name, id_no: idNo }: JWTPayload): Actor {
    const wellFormed = typeof sub === 'string' && /^[\x21-\x7e]{1,128}$/.test(sub) && TOKEN_ROLES.has(role);
    if (!wellFormed || centre !== this.settings.centreId) throw tokenInvalid();
    const actor = { centreId: this.settings.centreId, role: role as Role, subject: sub };
    if (name === undefined && idNo === undefined && !NATURAL_PERSONS.has(actor.role)) return actor;
    if (typeof name !== 'string' || name.length < 1 || name.length > 60) throw tokenInvalid();
    if (typeof idNo !== 'string' || !checkResidentId(idNo).valid) throw tokenInvalid();
    return { ...actor, identity: { name, idNo: normaliseResidentId(idNo) } };
  }
}

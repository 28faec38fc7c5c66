import { Inject, Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import type { Role } from '../../kernel/actor';
import { normaliseResidentId } from '../../kernel/identifiers/resident-id';
import { Sealer } from '../../platform/crypto';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings';

export const DEMO_TOKEN_LIFE_S = 8 * 3600;

export interface DemoIdentity {
  readonly role: Exclude<Role, 'system'>;
  readonly name: string;
  readonly idNo: string;
}

/** Stands in for the city's real-name login in demonstrations and tests: believes whatever it is told. */
@Injectable()
export class DemoIssuer {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    private readonly sealer: Sealer,
  ) {}

  /** A signed token. The same person in the same role has the same opaque subject each time. */
  async issue({ role, name, idNo }: DemoIdentity): Promise<string> {
    const { demoIssuerKey, tokenIssuer, tokenAudience, centreId } = this.settings;
    if (demoIssuerKey === null) throw new Error('there is no key to sign demonstration tokens with');
    const { kid, kty, crv, x, d } = demoIssuerKey;
    const id = normaliseResidentId(idNo);
    const subject = this.sealer.blindIndex('demo token subject', `${centreId}/${role}/${id}`);
    return new SignJWT({ role, centre: centreId, name, id_no: id })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
      .setSubject(subject.subarray(0, 18).toString('base64url'))
      .setIssuer(tokenIssuer)
      .setAudience(tokenAudience)
      .setIssuedAt()
      .setExpirationTime(`${DEMO_TOKEN_LIFE_S}s`)
      .sign(await importJWK({ kty, crv, x, ...(d === undefined ? {} : { d }) }, 'EdDSA'));
  }
}

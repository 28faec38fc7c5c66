import { createHmac, generateKeyPairSync } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { TokenVerifier } from '../../../src/modules/access/token-verifier';
import { Problem } from '../../../src/platform/http';
import type { Ed25519Jwk } from '../../../src/platform/config';

const newKey = (kid?: string): Ed25519Jwk => ({
  ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519Jwk),
  ...(kid === undefined ? {} : { kid }),
});
const issuerKey = newKey('k1');
const { d: _, ...publicKey } = issuerKey;
const settings = {
  production: false,
  centreId: 1,
  tokenIssuer: 'https://login.example',
  tokenAudience: 'zero-run',
  tokenPublicKey: publicKey as Ed25519Jwk,
  demoIssuerKey: null,
};
const verifier = new TokenVerifier(settings);
const claims = { role: 'member', centre: 1, name: '王小明', id_no: '11010519491231002x' };
const now = Math.floor(Date.now() / 1000);

interface Variation {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: Ed25519Jwk;
}

async function token({
  claims: changes = {},
  header = {},
  key = issuerKey,
}: Variation = {}): Promise<string> {
  const standard = {
    sub: 'opaque-1',
    iss: settings.tokenIssuer,
    aud: settings.tokenAudience,
    iat: now,
    exp: now + 600,
  };
  return new SignJWT({ ...standard, ...claims, ...changes })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', ...header })
    .sign(await importJWK({ ...key }, 'EdDSA'));
}

async function outcome(text: string, by = verifier): Promise<string> {
  try {
    await by.verify(text);
    return 'accepted';
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.code}`;
    throw error;
  }
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a bearer token', () => {
  it('makes the actor it vouches for', async () => {
    expect(await verifier.verify(await token())).toEqual({
      centreId: 1,
      role: 'member',
      subject: 'opaque-1',
      identity: { name: '王小明', idNo: '11010519491231002X' },
    });
    const auditor = await token({ claims: { role: 'auditor', name: undefined, id_no: undefined } });
    expect(await verifier.verify(auditor)).toEqual({ centreId: 1, role: 'auditor', subject: 'opaque-1' });
  });

  it.each<[string, Variation, string]>([
    ['of another audience', { claims: { aud: 'other' } }, '401 TOKEN_INVALID'],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, '401 TOKEN_INVALID'],
    ['that has expired', { claims: { exp: now - 60 } }, '401 TOKEN_EXPIRED'],
    ['that never expires', { claims: { exp: undefined } }, '401 TOKEN_INVALID'],
    ['without an issue time', { claims: { iat: undefined } }, '401 TOKEN_INVALID'],
    ['issued in the future', { claims: { iat: now + 3600, exp: now + 7200 } }, '401 TOKEN_INVALID'],
    ['older than any session', { claims: { iat: now - 13 * 3600 } }, '401 TOKEN_EXPIRED'],
    ['not valid yet', { claims: { nbf: now + 600 } }, '401 TOKEN_INVALID'],
    ['without subject', { claims: { sub: undefined } }, '401 TOKEN_INVALID'],
    ['of our own worker', { claims: { role: 'system' } }, '401 TOKEN_INVALID'],
    ['of an unknown role', { claims: { role: 'admin' } }, '401 TOKEN_INVALID'],
    ['of another centre', { claims: { centre: 2 } }, '401 TOKEN_INVALID'],
    ['with the centre as text', { claims: { centre: '1' } }, '401 TOKEN_INVALID'],
    [
      'of a member without an identity',
      { claims: { name: undefined, id_no: undefined } },
      '401 TOKEN_INVALID',
    ],
    ['with half an identity', { claims: { role: 'clerk', name: undefined } }, '401 TOKEN_INVALID'],
    ['with a wrong id number', { claims: { id_no: '110105194912310021' } }, '401 TOKEN_INVALID'],
    ['of another key', { key: newKey('k1') }, '401 TOKEN_INVALID'],
    ['with another key id', { header: { kid: 'k2' } }, '401 TOKEN_INVALID'],
    ['with a path as key id', { header: { kid: '../../../dev/null' } }, '401 TOKEN_INVALID'],
    ['with SQL as key id', { header: { kid: "k1' OR '1'='1" } }, '401 TOKEN_INVALID'],
    ['without key id', { header: { kid: undefined } }, '401 TOKEN_INVALID'],
  ])('%s is told so', async (_name, variation, expected) => {
    expect(await outcome(await token(variation))).toBe(expected);
  });

  it('that brings its own key is refused', async () => {
    const own = newKey('k1');
    const { d: _d, ...jwk } = own;
    expect(await outcome(await token({ key: own, header: { jwk, jku: 'https://evil.example/keys' } }))).toBe(
      '401 TOKEN_INVALID',
    );
  });

  it('without signature is refused, however "none" is spelt', async () => {
    const [, payload] = (await token()).split('.');
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await outcome(`${encode({ alg, kid: 'k1' })}.${payload}.`)).toBe('401 TOKEN_INVALID');
    }
  });

  it('signed with the public key as an HMAC secret is refused', async () => {
    const [, payload] = (await token()).split('.');
    const signed = `${encode({ alg: 'HS256', kid: 'k1' })}.${payload}`;
    const secrets = [publicKey.x, JSON.stringify(publicKey), Buffer.from(publicKey.x, 'base64url')];
    for (const secret of secrets) {
      const mac = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(await outcome(`${signed}.${mac}`)).toBe('401 TOKEN_INVALID');
    }
  });

  it('altered after signing is refused', async () => {
    const [header, payload, signature] = (await token()).split('.');
    const raised = {
      ...(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object),
      role: 'manager',
    };
    expect(await outcome(`${header}.${encode(raised)}.${signature}`)).toBe('401 TOKEN_INVALID');
    expect(await outcome(`${header}.${payload}.${'A'.repeat(86)}`)).toBe('401 TOKEN_INVALID');
    expect(await outcome('a.b.c')).toBe('401 TOKEN_INVALID');
  });

  it('needs no key id when the issuer has none, and still only the one key is used', async () => {
    const { kid: _kid, ...plain } = publicKey;
    const relaxed = new TokenVerifier({ ...settings, tokenPublicKey: plain });
    expect(await outcome(await token({ header: { kid: undefined } }), relaxed)).toBe('accepted');
    expect(await outcome(await token({ key: newKey('k1') }), relaxed)).toBe('401 TOKEN_INVALID');
  });
});

import { documentStateOn } from '../../../src/modules/document/domain/document-state';
import { reasonsOf } from '../../../src/modules/document/domain/revocation';

const at = new Date('2026-10-01T00:00:00Z');

describe('what a document is worth', () => {
  it('is valid up to and with its last day, and expired on the next', () => {
    const document = { validUntil: '2026-12-14', revokedAt: null };
    expect(documentStateOn('2026-12-14', document)).toBe('valid');
    expect(documentStateOn('2026-12-15', document)).toBe('expired');
  });

  it('does not age when it states what was', () => {
    expect(documentStateOn('2099-01-01', { validUntil: null, revokedAt: null })).toBe('valid');
  });

  it('stays revoked, before its last day and after', () => {
    expect(documentStateOn('2026-11-01', { validUntil: '2026-12-14', revokedAt: at })).toBe('revoked');
    expect(documentStateOn('2027-11-01', { validUntil: '2026-12-14', revokedAt: at })).toBe('revoked');
  });

  it('gives holder and centre reasons of their own', () => {
    expect(reasonsOf('holder').filter((reason) => reasonsOf('centre').includes(reason))).toEqual([]);
    expect(reasonsOf('holder').length).toBeGreaterThan(0);
    expect(reasonsOf('centre').length).toBeGreaterThan(0);
  });
});

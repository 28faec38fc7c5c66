import { createHmac } from 'node:crypto';
import { keptKey } from '../../../src/modules/casework/domain/kept-key';

const index = (kind: string, value: string) =>
  createHmac('sha256', 'secret').update(`${kind} ${value}`).digest();
const kept = (sent: string) => keptKey(index, sent);

describe('an idempotency key', () => {
  it.each(['3f2b1c9e-0d4a-4f6b-9c1d-123456789012', 'one-key-0001', 'withdraw.2026-11-21.7', '1234567890'])(
    '%s is nobody’s number, and stored as it was sent',
    (sent) => {
      expect(kept(sent)).toBe(sent);
    },
  );

  it.each(['11010519491231002X', 'a-6222609999900001233', '13800000000', '3f2b1c9e-123456789012'])(
    '%s may be somebody’s number: it is stored unreadable, and found again',
    (sent) => {
      expect(kept(sent)).toMatch(/^#[0-9a-f]{64}$/);
      expect(kept(sent)).toBe(kept(sent));
      expect(kept(sent)).not.toBe(kept(`${sent}1`));
    },
  );

  it('that looks like one that was stored so is never taken for it', () => {
    const stored = kept('13800000000');
    expect(kept(stored)).not.toBe(stored);
  });
});

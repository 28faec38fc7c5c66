import { CanonicalJsonError, canonicalJson } from '../../../../kernel/canonical-json';
import {
  type BankBody,
  type BankHeader,
  type BankMessage,
  readBankMessage,
  signedPart,
} from './bank-message';
import type { SignaturePort } from '../signature-port';

/** Why a message is not believed. */
export type MessageFault = 'shape' | 'algorithm' | 'key' | 'signature' | 'time';

export type Opened =
  | { readonly state: 'verified'; readonly header: BankHeader; readonly body: BankBody }
  | { readonly state: 'refused'; readonly fault: MessageFault };

/** A message may be this much older or newer than our clock; what is older is a replay (F26). */
const MAX_SKEW_MS = 5 * 60_000;

const refused = (fault: MessageFault): Opened => ({ state: 'refused', fault });

/**
 * Signs and verifies messages exchanged with one bank. The signature covers the canonical form of what was parsed, so
 * what is acted upon is exactly what was signed, whatever the bytes looked like.
 */
export class MessageSigner {
  private readonly ports: ReadonlyMap<string, SignaturePort>;

  /** @param ports algorithms accepted; the first one signs. */
  constructor(
    private readonly keyId: string,
    private readonly accepted: readonly [SignaturePort, ...SignaturePort[]],
  ) {
    this.ports = new Map(accepted.map((port) => [port.algorithm, port]));
  }

  sign(header: BankHeader, body: BankBody): BankMessage {
    const [port] = this.accepted;
    const value = port.sign(canonicalJson(signedPart({ header, body })));
    return { header, body, signature: { algorithm: port.algorithm, keyId: this.keyId, value } };
  }

  /** Believes a message when shape, algorithm, key, signature and time are right, in this order. */
  open(parsed: unknown, now: Date): Opened {
    const message = readBankMessage(parsed);
    if (message === null) return refused('shape');
    const port = this.ports.get(message.signature.algorithm);
    if (port === undefined) return refused('algorithm');
    if (message.signature.keyId !== this.keyId) return refused('key');
    const text = canonicalText(message);
    if (text === null) return refused('shape');
    if (!port.verify(text, message.signature.value)) return refused('signature');
    const sent = sentAt(message.header);
    if (sent === null || Math.abs(sent - now.getTime()) > MAX_SKEW_MS) return refused('time');
    return { state: 'verified', header: message.header, body: message.body };
  }
}

function canonicalText(message: BankMessage): string | null {
  try {
    return canonicalJson(signedPart(message));
  } catch (error) {
    if (error instanceof CanonicalJsonError) return null;
    throw error;
  }
}

function sentAt({ SendDate: date, SendTime: time }: BankHeader): number | null {
  if (!/^\d{8}$/.test(date) || !/^\d{6}$/.test(time)) return null;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const instant = Date.parse(`${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}+08:00`);
  return Number.isNaN(instant) ? null : instant;
}

import type { NoticeFault } from '../../domain/bank-line';
import type { SignaturePort } from '../signature-port';
import type { Packet } from './packet';
import { readPacket } from './packet-xml';

/** The HTTP header in which the signature travels, apart from the packet it covers. */
export const SIGNATURE_HEADER = 'x-packet-signature';

export type Unsealed =
  | { readonly state: 'verified'; readonly packet: Packet }
  | { readonly state: 'refused'; readonly fault: NoticeFault };

/** A packet may be this much older or newer than our clock; what is older is a replay (F26). */
const MAX_SKEW_MS = 5 * 60_000;
const SIGNATURE = /^algorithm=([A-Z0-9-]{1,32});key=([^;\s]{1,200});value=([0-9a-f]{64})$/;
const SENT_AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/;

const refused = (fault: NoticeFault): Unsealed => ({ state: 'refused', fault });

/** Signs and verifies the bytes of packets, before anything is read of them. */
export class PacketSeal {
  constructor(
    private readonly keyId: string,
    private readonly port: SignaturePort,
  ) {}

  /** Value of the signature header for a packet as it will be sent. */
  sign(text: string): string {
    const { algorithm } = this.port;
    return `algorithm=${algorithm};key=${encodeURIComponent(this.keyId)};value=${this.port.sign(text)}`;
  }

  /** Believes a packet when header, algorithm, key, signature, form and time are right, in this order. */
  open(bytes: Buffer, header: string | null, now: Date): Unsealed {
    const [, algorithm, keyId, value = ''] = SIGNATURE.exec(header ?? '') ?? [];
    if (algorithm === undefined) return refused('shape');
    if (algorithm !== this.port.algorithm) return refused('algorithm');
    if (keyId !== encodeURIComponent(this.keyId)) return refused('key');
    if (!this.port.verify(bytes, value)) return refused('signature');
    const packet = readPacket(bytes);
    if (packet === null) return refused('shape');
    const sent = sentAt(packet.head['sent_at'] ?? '');
    if (sent === null || Math.abs(sent - now.getTime()) > MAX_SKEW_MS) return refused('time');
    return { state: 'verified', packet };
  }
}

function sentAt(text: string): number | null {
  const instant = SENT_AT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

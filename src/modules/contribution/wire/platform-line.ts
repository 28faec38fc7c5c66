import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { type BankBody, type BankHeader, beijingTime, HmacSha256, MessageSigner } from '../../settlement';

/** A message of another centre that the platform vouches for. */
export interface PlatformMessage {
  readonly txCode: string;
  readonly seqNo: string;
  /** Codes of the centres that it goes from and to. */
  readonly from: string;
  readonly to: string;
  readonly body: BankBody;
}

export type OpenedMessage =
  | { readonly state: 'verified'; readonly message: PlatformMessage }
  | { readonly state: 'refused'; readonly fault: string };

/** What the platform said of a message of ours; `unknown`: nothing that can be believed, so it is sent again. */
export type Sending =
  | { readonly state: 'taken'; readonly code: string }
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'unknown' };

const PLATFORM = 'NAT';
const PATH = '/nat/gjj/letters';
const CONNECTIONS = 8;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * The line to the national platform for letters: the standard's messages with its header, signed under the key we share
 * with the platform, which vouches for the centre a message comes from.
 */
@Injectable()
export class PlatformLine implements OnApplicationShutdown {
  private readonly signer: MessageSigner;
  private readonly url: string;
  private readonly deadlineMs: number;
  private readonly agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.signer = new MessageSigner(config.platformKeyId, [new HmacSha256(config.platformKey)]);
    this.url = `${config.registryUrls.nat}${PATH}`;
    this.deadlineMs = config.bankDeadlineMs;
  }

  /** Sends one message; the platform knows it by `seqNo` and takes it once. No exception leaves. */
  async send(message: PlatformMessage): Promise<Sending> {
    try {
      const { statusCode, body } = await request(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(this.signer.sign(this.header(message), message.body)),
        dispatcher: this.agent,
        signal: AbortSignal.timeout(this.deadlineMs),
      });
      const text = await textOf(body as AsyncIterable<Buffer>);
      return statusCode === 200 && text !== null ? this.readAnswer(text, message) : { state: 'unknown' };
    } catch {
      // Refused, reset, timed out: it may have arrived all the same, and is known there by its number.
      return { state: 'unknown' };
    }
  }

  /** Verifies what was pushed to us, as addressed to the centre `own`. Pure. */
  open(bytes: Buffer, own: string): OpenedMessage {
    const opened = this.signer.open(parse(bytes.toString('utf8')), this.clock.now());
    if (opened.state === 'refused') return opened;
    const { header, body } = opened;
    const { TxCode: txCode, SendSeqNo: seqNo, SendNode: from, ReceiveNode: to } = header;
    // A message of our own sent back to us is signed with the same key: the nodes tell the direction.
    if (to !== own || from === own || !/^\d{15}$/.test(from)) return { state: 'refused', fault: 'node' };
    return { state: 'verified', message: { txCode, seqNo, from, to, body } };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private readAnswer(text: string, asked: PlatformMessage): Sending {
    const opened = this.signer.open(parse(text), this.clock.now());
    if (opened.state === 'refused') return { state: 'unknown' };
    const { header, body } = opened;
    const isToThis = header.SendSeqNo === asked.seqNo && header.TxCode === asked.txCode;
    if (header.SendNode !== PLATFORM || header.ReceiveNode !== asked.from || !isToThis)
      return { state: 'unknown' };
    const { TxStatus: status, RtnCode: code = '' } = body;
    if (status === '0') return { state: 'taken', code };
    return status === '1' && code !== '' ? { state: 'refused', code } : { state: 'unknown' };
  }

  private header({ txCode, seqNo, from, to }: PlatformMessage): BankHeader {
    const { day, time } = beijingTime(this.clock.now());
    return {
      SendDate: day.replaceAll('-', ''),
      SendTime: time.replaceAll(':', ''),
      SendSeqNo: seqNo,
      TxUnitNo: from,
      SendNode: from,
      TxCode: txCode,
      ReceiveNode: to,
      CustNo: from,
      OperNo: 'SYSTEM',
    };
  }
}

/** Null when it is longer than any answer of the platform. */
async function textOf(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON at all: the shape check that follows names it.
    return null;
  }
}

import type { Moods } from '../moods';
import { jsonResponse, type SimulatorRequest, type SimulatorResponse } from '../server';
import type { World } from '../world/world';
import { takeBankMood, type BankMood } from './bank-moods';
import { checkCard } from './card-desk';
import { beijing, BOC, MessageRefused, TX, type Body, type Header, type MessageSeal } from './message';
import { lateBy, type PaymentDesk } from './payment-desk';

export interface BankEndpointParts {
  readonly seal: MessageSeal;
  readonly desk: PaymentDesk;
  readonly world: World;
  readonly moods: Moods;
  readonly now: () => Date;
  /** The bank's usual time to answer. */
  readonly latency: () => Promise<void>;
}

const faultPage = {
  status: 500,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html><body><h1>500</h1><p>HOST ADAPTER ERROR 0x5A17</p></body></html>',
};

/** `POST /bank/boc/message`: one signed message in, one signed message out. */
export class BankEndpoint {
  private sequence = 0;

  constructor(private readonly parts: BankEndpointParts) {}

  async handle(request: SimulatorRequest): Promise<SimulatorResponse | null> {
    let opened: { header: Header; body: Body };
    try {
      opened = this.parts.seal.open(request.json());
      if (opened.header.ReceiveNode !== BOC) throw new MessageRefused('node');
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      return jsonResponse(error.fault === 'shape' ? 400 : 401, { error: error.fault });
    }
    const { mood, delayMs } = takeBankMood(this.parts.moods, opened.header.TxCode === TX.payment);
    await this.parts.latency();
    await lateBy(mood, delayMs);
    if (mood === 'silence') return null;
    if (mood === 'error500-before-paying') return faultPage;
    const body = await this.serve(opened.header.TxCode, opened.body, { mood, delayMs });
    if (body === undefined) return jsonResponse(400, { error: 'unknown TxCode' });
    return body === null ? null : this.reply(opened.header, body, mood);
  }

  private async serve(
    txCode: string,
    body: Body,
    state: { mood: BankMood; delayMs: number },
  ): Promise<Body | null | undefined> {
    if (txCode === TX.payment) return this.parts.desk.pay(body, state);
    if (txCode === TX.query) return this.parts.desk.query(body);
    if (txCode === TX.cardCheck) return checkCard(this.parts.world, body);
    return undefined;
  }

  private reply(asked: Header, body: Body, mood: BankMood): SimulatorResponse {
    if (mood === 'garbage') return { status: 200, body: '{"header":{"SendDate":"2026' };
    if (mood === 'error500-after-paying') return faultPage;
    const { date, time } = beijing(this.parts.now());
    this.sequence += 1;
    const header: Header = {
      ...asked,
      SendDate: date,
      SendTime: time,
      // The answer names the question by its number, so that it cannot be taken for another's.
      SendSeqNo: asked.SendSeqNo,
      TxUnitNo: BOC,
      SendNode: BOC,
      ReceiveNode: asked.SendNode,
      OperNo: `HOST${this.sequence}`,
    };
    const message = this.parts.seal.sign(header, body);
    if (mood !== 'wrong-signature-after-paying') return jsonResponse(200, message);
    return jsonResponse(200, { ...message, body: { ...body, RtnMessage: `${body['RtnMessage'] ?? ''} ` } });
  }
}

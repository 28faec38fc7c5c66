import { jsonResponse, type SimulatorRequest, type SimulatorResponse, type SimulatorServer } from '../server';
import { isPositiveYuan, type BankBooks } from './bank-books';
import type { MoneyLine } from './book-line';
import { MessageSeal, TX, type Body, type Header } from './message';
import { accountChange, orderResult } from './notice-body';
import type { NoticePusher } from './notice-pusher';

/** How a raw notice is signed: rightly, or in one of the ways the centre must refuse. */
type Forgery = 'valid' | 'wrong-key' | 'unknown-algorithm' | 'tampered' | 'stale' | 'unsigned';

const RESEND_MOST = 1_000;

export interface BankControlParts {
  readonly books: BankBooks;
  readonly pusher: NoticePusher;
  readonly keyId: string;
  readonly now: () => Date;
}

/** `/control/bank/*`: what happens at the bank without the centre asking, and a look into its books. */
export class BankControls {
  constructor(private readonly parts: BankControlParts) {}

  mount(server: SimulatorServer): void {
    server.route('POST', '/control/bank/deposits', (request) => this.deposit(request));
    server.route('POST', '/control/bank/returns', (request) => this.giveBack(request));
    server.route('POST', '/control/bank/resend', (request) => this.resend(request));
    server.route('POST', '/control/bank/notices/raw', (request) => this.raw(request));
    server.route('PUT', '/control/bank/callback', (request) => this.callback(request));
    server.route('PUT', '/control/bank/openings', (request) => this.opening(request));
    server.route('GET', '/control/bank/books', () => jsonResponse(200, { lines: this.parts.books.all() }));
    server.route('GET', '/control/bank/notices', () => jsonResponse(200, this.parts.pusher.deliveries()));
  }

  /** {toAccount, amount, payerName, payerAccount, remark, summary?}: money comes in and the centre is told. */
  private async deposit(request: SimulatorRequest): Promise<SimulatorResponse> {
    const wanted = fieldsOf(request);
    const { toAccount, amount, payerName, payerAccount, remark = '', summary = '' } = wanted;
    if (!isText(toAccount) || toAccount === '') return bad('toAccount');
    if (!isPositiveYuan(amount)) return bad('amount');
    if (!isText(payerName) || !isText(payerAccount)) return bad('payerName or payerAccount');
    if (!isText(remark) || !isText(summary)) return bad('remark or summary');
    const account = toAccount;
    const line = await this.parts.books.deposit({
      account,
      amount,
      payerName,
      payerAccount,
      remark,
      summary,
    });
    this.pushLine(line);
    return jsonResponse(201, line);
  }

  /** {reference, reason}: a payment comes back (退票). */
  private async giveBack(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { reference, reason } = fieldsOf(request);
    if (!isText(reference) || !isText(reason)) return bad('reference or reason');
    const line = await this.parts.books.giveBack(reference, reason);
    if (line === null) return jsonResponse(409, { error: 'no payment that could come back' });
    this.pushLine(line);
    return jsonResponse(201, line);
  }

  /** {serial, times}: the notices of a line once more, each time as a new message. */
  private resend(request: SimulatorRequest): SimulatorResponse {
    const { serial, times } = fieldsOf(request);
    const line = isText(serial) ? this.parts.books.line(serial) : undefined;
    if (line === undefined) return jsonResponse(404, { error: 'no such serial' });
    if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > RESEND_MOST)
      return bad('times');
    for (let time = 0; time < times; time += 1) this.pushLine(line);
    return jsonResponse(202, { pushed: times });
  }

  /** {serial? | reference?, txCode?, body?, header?, sign?}: a notice as booked, changed and signed as told; the
   * centre's answer comes back as {status, body}. */
  private async raw(request: SimulatorRequest): Promise<SimulatorResponse> {
    const wanted = fieldsOf(request);
    const line = isText(wanted['serial']) ? this.parts.books.line(wanted['serial']) : undefined;
    const txCode = isText(wanted['txCode']) ? wanted['txCode'] : TX.accountChange;
    const base = line === undefined ? {} : this.bodyOf(line, txCode);
    const body = { ...base, ...((wanted['body'] ?? {}) as Body) };
    const header = (wanted['header'] ?? {}) as Partial<Header>;
    const sign = (wanted['sign'] ?? 'valid') as Forgery;
    return jsonResponse(200, await this.parts.pusher.pushRaw(this.forge(txCode, body, header, sign)));
  }

  private async callback(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { url, customer } = fieldsOf(request);
    // An empty address: the bank's notices go nowhere until another one is given.
    if (!isText(url) || (url !== '' && !URL.canParse(url))) return bad('url');
    if (!isText(customer) || customer === '') return bad('customer');
    await this.parts.books.setCallback(url, customer);
    return jsonResponse(200, { url, customer });
  }

  /** {account, amount}: declares what an account starts with; from then on its payments are checked for funds. */
  private async opening(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { account, amount } = fieldsOf(request);
    if (!isText(account) || account === '') return bad('account');
    if (!isText(amount) || !/^\d{1,13}\.\d{2}$/.test(amount)) return bad('amount');
    await this.parts.books.declareOpening(account, amount);
    return jsonResponse(200, { account, amount });
  }

  private pushLine(line: MoneyLine): void {
    if (line.kind === 'payment') this.parts.pusher.push(TX.paymentResult, line.reference, orderResult(line));
    this.parts.pusher.push(TX.accountChange, line.serial, this.bodyOf(line, TX.accountChange));
  }

  private bodyOf(line: MoneyLine, txCode: string): Body {
    if (txCode === TX.paymentResult && line.kind === 'payment') return orderResult(line);
    return accountChange(line, this.parts.books.balance(line.account));
  }

  private forge(txCode: string, body: Body, header: Partial<Header>, sign: Forgery): unknown {
    const message = this.parts.pusher.message(
      txCode,
      body,
      sign === 'stale' ? { SendDate: '20200101', ...header } : header,
    );
    switch (sign) {
      case 'wrong-key': {
        const other = new MessageSeal(
          this.parts.keyId,
          Buffer.from('not the key of this bank'),
          this.parts.now,
        );
        return other.sign(message.header, message.body);
      }
      case 'unknown-algorithm':
        return { ...message, signature: { ...message.signature, algorithm: 'none' } };
      case 'tampered':
        return { ...message, body: { ...message.body, Amt: '99999999.99' } };
      case 'unsigned':
        return { header: message.header, body: message.body };
      default:
        return message;
    }
  }
}

function fieldsOf(request: SimulatorRequest): Record<string, unknown> {
  const value = request.json();
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function bad(field: string): SimulatorResponse {
  return jsonResponse(400, { error: `${field} is missing or not as agreed` });
}

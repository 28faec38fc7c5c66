import { fen, yuan, type Fen } from '../../kernel/money';
import { jsonResponse, type SimulatorRequest, type SimulatorResponse, type SimulatorServer } from '../server';
import { isPositiveYuan, type BankBooks } from './bank-books';
import type { MoneyLine, ResultLine } from './book-line';
import { FORGERIES, type Forging, type Notice, NOTICE_CODE } from './dialect';
import type { NoticePusher } from './notice-pusher';

const RESEND_MOST = 1_000;

export interface BankControlParts {
  readonly books: BankBooks;
  readonly pusher: NoticePusher;
}

/** What happens at a bank without the centre asking, and a look into its books. */
export class BankControls {
  constructor(private readonly parts: BankControlParts) {}

  /** @param base e.g. `/control/bank/301`. */
  mount(server: SimulatorServer, base: string): void {
    server.route('POST', `${base}/deposits`, (request) => this.deposit(request));
    server.route('POST', `${base}/returns`, (request) => this.giveBack(request));
    server.route('POST', `${base}/resend`, (request) => this.resend(request));
    server.route('POST', `${base}/notices/raw`, (request) => this.raw(request));
    server.route('PUT', `${base}/callback`, (request) => this.callback(request));
    server.route('PUT', `${base}/openings`, (request) => this.opening(request));
    server.route('PUT', `${base}/payer-funds`, (request) => this.payerFunds(request));
    server.route('GET', `${base}/books`, () => jsonResponse(200, { lines: this.parts.books.all() }));
    server.route('GET', `${base}/notices`, () => jsonResponse(200, this.parts.pusher.deliveries()));
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
    this.parts.pusher.pushLine(line);
    return jsonResponse(201, line);
  }

  /** {reference, reason}: a payment comes back (退票). */
  private async giveBack(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { reference, reason } = fieldsOf(request);
    if (!isText(reference) || !isText(reason)) return bad('reference or reason');
    const line = await this.parts.books.giveBack(reference, reason);
    if (line === null) return jsonResponse(409, { error: 'no payment that could come back' });
    this.parts.pusher.pushLine(line);
    return jsonResponse(201, line);
  }

  /** {serial, times}: the notices of a line once more, each time as a new message. */
  private resend(request: SimulatorRequest): SimulatorResponse {
    const { serial, times } = fieldsOf(request);
    const line = isText(serial) ? this.parts.books.line(serial) : undefined;
    if (line === undefined) return jsonResponse(404, { error: 'no such serial' });
    if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > RESEND_MOST)
      return bad('times');
    for (let time = 0; time < times; time += 1) this.parts.pusher.pushLine(line);
    return jsonResponse(202, { pushed: times });
  }

  /**
   * {serial?, txCode?, line?, body?, header?, sign?}: a notice of a line as booked, changed and sealed as told. `line`
   * changes what was booked (reference, serial, amount, payeeAccount, account, kind, …), whatever the dialect; `body`
   * and `header` change fields by their names in it. The centre's answer comes back as {status, body}.
   */
  private async raw(request: SimulatorRequest): Promise<SimulatorResponse> {
    const wanted = fieldsOf(request);
    const booked = isText(wanted['serial']) ? this.parts.books.line(wanted['serial']) : undefined;
    const line = { ...nothingBooked, ...booked, ...textsOf(wanted['line']) };
    const sign = FORGERIES.find((known) => known === (wanted['sign'] ?? 'valid'));
    if (sign === undefined) return bad('sign');
    const forging: Forging = { sign, header: textsOf(wanted['header']), body: textsOf(wanted['body']) };
    const about = wanted['txCode'] === NOTICE_CODE.result ? 'result' : 'change';
    const notice: Notice =
      about === 'result'
        ? { about, line: line as ResultLine }
        : { about, line: line as MoneyLine, balance: this.balanceOf(line) };
    return jsonResponse(200, await this.parts.pusher.pushRaw(notice, forging));
  }

  private balanceOf({ account }: { account: string }): Fen {
    return this.parts.books.balance(account);
  }

  private async callback(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { url, customer, accounts } = fieldsOf(request);
    // An empty address: the bank's notices go nowhere until another one is given.
    if (!isText(url) || (url !== '' && !URL.canParse(url))) return bad('url');
    if (!isText(customer) || customer === '') return bad('customer');
    if (accounts !== undefined && !(Array.isArray(accounts) && accounts.every(isText)))
      return bad('accounts');
    await this.parts.books.setCallback(url, customer, accounts);
    return jsonResponse(200, { url, customer });
  }

  /** {account, amount}: what somebody has from whom money is collected; who is never named has enough. */
  private async payerFunds(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { account, amount } = fieldsOf(request);
    if (!isText(account) || account === '') return bad('account');
    if (!isText(amount) || !/^\d{1,13}\.\d{2}$/.test(amount)) return bad('amount');
    await this.parts.books.collections.declareFunds(account, amount);
    return jsonResponse(200, { account, amount });
  }

  /** {account, amount}: declares what an account starts with; from then on its payments are checked for funds. */
  private async opening(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { account, amount } = fieldsOf(request);
    if (!isText(account) || account === '') return bad('account');
    if (!isText(amount) || !/^\d{1,13}\.\d{2}$/.test(amount)) return bad('amount');
    await this.parts.books.declareOpening(account, amount);
    return jsonResponse(200, { account, amount });
  }
}

/** What a notice tells that is of no line in the books, where nothing else is told. */
const nothingBooked = {
  kind: 'payment',
  account: '',
  serial: '',
  reference: '',
  amount: yuan(fen(0n)),
  payeeAccount: '',
  payeeName: '',
  payerAccount: '',
  payerName: '',
  date: '20200101',
  time: '000000',
  summary: '',
  remark: '',
  reason: '',
  code: 'CARD_CLOSED',
  message: '',
};

function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => isText(entry[1])));
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

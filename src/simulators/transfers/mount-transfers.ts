import type { BankMoney } from '../bank/clearing';
import { beijing } from '../bank/beijing';
import { MessageRefused } from '../bank/dialect';
import { type Header, type Message, MessageSeal } from '../bank/boc/message';
import type { Moods } from '../moods';
import { asObject, asText } from '../registries/wire-form';
import { jsonResponse, type SimulatorRequest, type SimulatorResponse, type SimulatorServer } from '../server';
import type { SimulatorClock } from '../simulator-clock';
import type { World } from '../world/world';
import { City, CITY_MOODS, type CityAccount } from './city';
import { LetterExchange, type LetterMessage } from './letter-exchange';

/** Secret that serves where the environment names none: marked as development's. */
const DEVELOPMENT_KEY = Buffer.from('zero-run-dev-simulated-platform-').toString('base64');
const PLATFORM = 'NAT';

/** 临汾 does as it should; 晋中 has moods. */
const CITIES = [
  { code: '141000000000000', name: '临汾市住房公积金管理中心', target: 'city-141000' },
  { code: '140700000000000', name: '晋中市住房公积金管理中心', target: 'city-140700' },
] as const;

interface Around {
  readonly world: World;
  readonly moods: Moods;
  readonly clock: SimulatorClock;
}

/** The national platform's letters, and two other cities. PLATFORM_KEY and PLATFORM_KEY_ID of the environment. */
export async function mountTransfers(
  server: SimulatorServer,
  around: Around,
  options: { readonly dataDir: string; readonly money: BankMoney },
): Promise<{ close(): Promise<void> }> {
  const exchange = await LetterExchange.open(options.dataDir);
  const desk = new TransferDesk(exchange, around, options.money);
  desk.mount(server);
  return { close: () => exchange.close() };
}

type Sign = 'valid' | 'wrong-key' | 'tampered' | 'stale' | 'unsigned' | 'mirrored';

class TransferDesk {
  private readonly seal: MessageSeal;
  private readonly keyId: string;
  private readonly accounts = new Map<string, CityAccount>();
  private readonly cities: ReadonlyMap<string, City>;
  private letters = 0;

  constructor(
    private readonly exchange: LetterExchange,
    private readonly around: Around,
    money: BankMoney,
  ) {
    this.keyId = process.env['PLATFORM_KEY_ID'] ?? 'dev';
    const key = Buffer.from(process.env['PLATFORM_KEY'] ?? DEVELOPMENT_KEY, 'base64');
    this.seal = new MessageSeal(this.keyId, key, () => around.clock.now());
    this.cities = new Map(CITIES.map((city) => [city.code, this.cityOf(city, money)]));
    for (const { target } of CITIES) around.moods.declare(target, target === 'city-140700' ? CITY_MOODS : []);
  }

  mount(server: SimulatorServer): void {
    server.route('POST', '/nat/gjj/letters', (request) => this.take(request));
    server.route('PUT', '/control/nat/callbacks', async (request) => {
      const { centre, url } = asObject(request.json());
      await this.exchange.callBack(asText(centre), asText(url));
      return jsonResponse(200, { centre, url });
    });
    server.route('GET', '/control/nat/messages', () => jsonResponse(200, { messages: this.exchange.all() }));
    server.route('POST', '/control/nat/messages/again', (request) =>
      this.exchange.again(asText(asObject(request.json()).seq))
        ? jsonResponse(202, {})
        : jsonResponse(404, { error: 'no such message' }),
    );
    server.route('POST', '/control/nat/messages/raw', (request) => this.raw(request));
    server.route('POST', '/control/cities/:code/accounts', (request) => this.openAccount(request));
    server.route('POST', '/control/cities/:code/letters', (request) => this.ask(request));
    this.exchange.begin((message, url) => this.deliver(message, url));
  }

  /** A centre hands a message in: answered once it is on disk. */
  private async take(request: SimulatorRequest): Promise<SimulatorResponse | null> {
    const { mood } = this.around.moods.take('nat');
    if (mood === 'silence') return null;
    if (mood === 'error500') return jsonResponse(500, { error: 'platform' });
    let opened: { header: Header; body: Message['body'] };
    try {
      opened = this.seal.open(request.json());
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      return jsonResponse(error.fault === 'shape' ? 400 : 401, { error: error.fault });
    }
    const { header, body } = opened;
    const { SendNode: from, ReceiveNode: to, TxCode: txCode, SendSeqNo: seq } = header;
    if (!this.isReachable(to)) return this.answer(header, { TxStatus: '1', RtnCode: 'UNKNOWN_CENTRE' });
    await this.exchange.take({ seq, from, to, txCode, body });
    // It is taken, but the answer says nothing.
    if (mood === 'garbage') return { status: 200, body: '{"header":' };
    return this.answer(header, { TxStatus: '0', RtnCode: '00000' });
  }

  private isReachable(centre: string): boolean {
    return this.cities.has(centre) || this.exchange.urlOf(centre) !== null;
  }

  private answer(asked: Header, body: Message['body']): SimulatorResponse {
    const { date, time } = beijing(this.around.clock.now());
    const header = {
      ...asked,
      SendDate: date,
      SendTime: time,
      SendNode: PLATFORM,
      ReceiveNode: asked.SendNode,
    };
    return jsonResponse(200, this.seal.sign(header, body));
  }

  private async deliver(message: LetterMessage, url: string | null): Promise<number> {
    const city = this.cities.get(message.to);
    if (city !== undefined) {
      await city.take(message);
      return 200;
    }
    return url === null ? 0 : (await this.post(url, message, 'valid')).status;
  }

  /** Status 0 where there was no answer. */
  private async post(
    url: string,
    message: LetterMessage,
    sign: Sign,
  ): Promise<{ status: number; body: string }> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(this.signed(message, sign)),
        signal: AbortSignal.timeout(5_000),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // The centre is away: that is what the tries are for.
      return { status: 0, body: '' };
    }
  }

  private signed({ seq, from, to, txCode, body }: LetterMessage, sign: Sign): unknown {
    const { date, time } = beijing(this.around.clock.now());
    const header: Header = {
      SendDate: sign === 'stale' ? '20200101' : date,
      SendTime: time,
      SendSeqNo: seq,
      TxUnitNo: from,
      SendNode: sign === 'mirrored' ? to : from,
      TxCode: txCode,
      ReceiveNode: sign === 'mirrored' ? from : to,
      CustNo: from,
      OperNo: PLATFORM,
    };
    if (sign === 'wrong-key')
      return new MessageSeal(this.keyId, Buffer.from('not the key of the platform'), () =>
        this.around.clock.now(),
      ).sign(header, body);
    const message = this.seal.sign(header, body);
    if (sign === 'unsigned') return { header, body };
    return sign === 'tampered' ? { ...message, body: { ...body, TranAmt: '99999999.99' } } : message;
  }

  /** {seq, from, to, txCode, body, sign?}: one try of a message made to order; the centre's answer comes back. */
  private async raw(request: SimulatorRequest): Promise<SimulatorResponse> {
    const wanted = asObject(request.json());
    const body = asObject(wanted.body) as Record<string, string>;
    const [seq, from, to, txCode] = ['seq', 'from', 'to', 'txCode'].map((field) => asText(wanted[field]));
    const message = { seq: seq ?? '', from: from ?? '', to: to ?? '', txCode: txCode ?? '', body };
    const url = this.exchange.urlOf(message.to);
    if (url === null) return jsonResponse(404, { error: 'no such centre' });
    return jsonResponse(200, await this.post(url, message, (wanted.sign ?? 'valid') as Sign));
  }

  /** A member has an account with the city, sealed; the platform knows of it as well. */
  private openAccount(request: SimulatorRequest): SimulatorResponse {
    const wanted = asObject(request.json());
    const code = request.params.code ?? '';
    const idNo = asText(wanted.idNo);
    const person = this.around.world.person(idNo);
    if (!this.cities.has(code) || person === undefined)
      return jsonResponse(404, { error: 'no such city or person' });
    const account: CityAccount = {
      idNo,
      name: person.name,
      principal: asText(wanted.principal),
      interest: asText(wanted.interest),
      openedOn: asText(wanted.openedOn ?? '20190301'),
      paidTo: asText(wanted.paidTo ?? '202601'),
      sixMonths: wanted.sixMonths !== false,
      loans: typeof wanted.loans === 'number' ? wanted.loans : 0,
      loansEnded: wanted.loansEnded !== false,
    };
    this.accounts.set(`${code} ${idNo}`, account);
    const others = person.elsewhere.accounts.filter(({ centreCode }) => centreCode !== code);
    const accounts = [...others, { centreCode: code, accountState: '02' }];
    this.around.world.addPeople([{ ...person, elsewhere: { ...person.elsewhere, accounts } }]);
    return jsonResponse(201, account);
  }

  /** {to, name, idNo}: the city asks another centre for a member's account. */
  private async ask(request: SimulatorRequest): Promise<SimulatorResponse> {
    const { to, name, idNo } = asObject(request.json());
    const city = this.cities.get(request.params.code ?? '');
    if (city === undefined) return jsonResponse(404, { error: 'no such city' });
    this.letters += 1;
    const { date } = beijing(this.around.clock.now());
    const letterNo = `${city.code.slice(0, 6)}${date.slice(2)}${String(this.letters).padStart(4, '0')}`;
    await city.ask({ letterNo, to: asText(to), name: asText(name), idNo: asText(idNo) });
    return jsonResponse(201, { letterNo });
  }

  private cityOf({ code, name, target }: (typeof CITIES)[number], money: BankMoney): City {
    return new City({
      code,
      name,
      money,
      send: async (message) => {
        await this.exchange.take(message);
      },
      mood: () => this.around.moods.take(target),
      accountOf: (idNo) => this.accounts.get(`${code} ${idNo}`),
      history: () => this.exchange.all(),
    });
  }
}

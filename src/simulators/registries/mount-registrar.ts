import { createHmac } from 'node:crypto';
import { jsonResponse, type SimulatorServer } from '../server';
import type { SimulatorClock } from '../simulator-clock';
import type { TellHall } from '../control/mount-hall';
import type { MortgageFile } from '../world/registrar';
import type { World } from '../world/world';
import { asObject, asText, separated, shanghaiParts } from './wire-form';

/** Secret of the simulated registry where none is given: the centre's development key. */
const DEVELOPMENT_KEY = Buffer.from('zero-run-dev-simulated-registry-').toString('base64');
/** Waits between the tries of one event; a centre that was restarted meanwhile still gets it. */
const RETRY_MS = [200, 1_000, 3_000, 10_000, 30_000];
const ACTS = ['register', 'refuse', 'cancel'] as const;

interface TitleEvent {
  readonly eventNo: string;
  readonly text: string;
}

/** The registrar at work, under `/control/rea`: decides on applications, and tells the centre by signed events. */
export function mountRegistrar(
  server: SimulatorServer,
  { world, clock }: { world: World; clock: SimulatorClock },
): { close(): void; tellHall: TellHall } {
  const desk = new EventDesk(clock);
  server.route('PUT', '/control/rea/callback', (request) => {
    desk.callback = asText(asObject(request.json()).url);
    return jsonResponse(200, { url: desk.callback });
  });
  server.route('GET', '/control/rea/mortgages', () => jsonResponse(200, { files: world.registrar.all }));
  server.route('POST', '/control/rea/mortgages/:applyNo/:act', async (request) => {
    const { applyNo = '', act = '' } = request.params;
    const file = world.registrar.find(applyNo);
    const known = ACTS.find((one) => one === act);
    if (file === undefined || known === undefined)
      return jsonResponse(404, { error: 'no such application or act' });
    const { mortgagee, reason = '申请人撤回', push = true } = asObject(request.json());
    const decided =
      known === 'register'
        ? world.registrar.register(
            file,
            clock.today(),
            mortgagee === undefined ? undefined : asText(mortgagee),
          )
        : world.registrar[known](file, asText(reason));
    const event = desk.aboutMortgage(decided);
    const status = push === true ? await desk.push(event) : null;
    return jsonResponse(200, { file: decided, eventNo: event.eventNo, status });
  });
  server.route('POST', '/control/rea/units/:unitKey/first-title', async (request) => {
    const event = desk.aboutUnit(request.params.unitKey ?? '');
    return jsonResponse(200, { eventNo: event.eventNo, status: await desk.push(event) });
  });
  server.route('POST', '/control/rea/events/:eventNo/again', async (request) => {
    const event = desk.find(request.params.eventNo ?? '');
    if (event === undefined) return jsonResponse(404, { error: 'no such event' });
    const { sign = 'valid' } = asObject(request.json());
    return jsonResponse(200, await desk.tryOnce(event, asText(sign)));
  });
  const tellHall: TellHall = (unitKey, hallNo, party) => desk.push(desk.aboutHall(unitKey, hallNo, party));
  return { close: () => desk.stop(), tellHall };
}

/** Writes events in the registry's form, and pushes each until the centre takes it (2xx) or refuses it for good (4xx). */
class EventDesk {
  callback: string | null = null;
  private readonly events = new Map<string, TitleEvent>();
  private readonly key = Buffer.from(process.env['REA_KEY'] ?? DEVELOPMENT_KEY, 'base64');
  private readonly stopping = new AbortController();
  private told = 0;

  constructor(private readonly clock: SimulatorClock) {}

  find(eventNo: string): TitleEvent | undefined {
    return this.events.get(eventNo);
  }

  aboutMortgage(file: MortgageFile): TitleEvent {
    return this.keep(file.unitKey, 'DYSQ', {
      ApplyNo: file.applyNo,
      Seq: file.seq,
      Status: file.status,
      CertNo: file.certNo,
      Mortgagee: file.mortgagee,
      RegisteredOn: file.registeredOn && separated(file.registeredOn, '.'),
      Reason: file.reason,
    });
  }

  aboutUnit(unitKey: string): TitleEvent {
    return this.keep(unitKey, 'SCDJ', {});
  }

  aboutHall(unitKey: string, hallNo: string, party: string): TitleEvent {
    return this.keep(unitKey, 'YCBL', { HallNo: hallNo, Party: party });
  }

  /** Status of the centre's first answer, 0 when there was none: then it is tried again in the background. */
  async push(event: TitleEvent): Promise<number> {
    const { status } = await this.tryOnce(event, 'valid');
    if (status === 0 || status >= 500) void this.retry(event);
    return status;
  }

  async tryOnce(event: TitleEvent, sign: string): Promise<{ status: number; body: string }> {
    if (this.callback === null) return { status: 0, body: '' };
    const key = sign === 'wrong-key' ? Buffer.alloc(32, 7) : this.key;
    const signature = createHmac('sha256', key).update(event.text).digest('base64');
    const text = sign === 'tampered' ? event.text.replace('"Seq":2', '"Seq":9') : event.text;
    try {
      const response = await fetch(this.callback, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(sign === 'unsigned' ? {} : { 'x-rea-signature': signature }),
        },
        body: text,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(10_000)]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // The centre is away: that is what the tries are for.
      return { status: 0, body: '' };
    }
  }

  stop(): void {
    this.stopping.abort();
  }

  private async retry(event: TitleEvent): Promise<void> {
    for (const wait of RETRY_MS) {
      await pause(wait);
      if (this.stopping.signal.aborted) return;
      const { status } = await this.tryOnce(event, 'valid');
      if (status >= 200 && status < 500) return;
    }
  }

  private keep(unitKey: string, topic: string, more: object): TitleEvent {
    this.told += 1;
    const [year, month, day, hour, minute, second] = shanghaiParts(this.clock.now());
    const eventNo = `BDCTS-${year}-${String(this.told).padStart(8, '0')}`;
    const body = {
      EventNo: eventNo,
      OccurredAt: `${year}.${month}.${day} ${hour}:${minute}:${second}`,
      UnitNo: unitKey,
      Topic: topic,
      ...more,
    };
    const event = { eventNo, text: JSON.stringify(body) };
    this.events.set(eventNo, event);
    return event;
  }
}

/** Waits without keeping the process up. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

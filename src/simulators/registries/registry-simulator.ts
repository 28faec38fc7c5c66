import { setTimeout as pause } from 'node:timers/promises';
import type { MoodTarget, Moods } from '../moods';
import {
  jsonResponse,
  type SimulatorMethod,
  type SimulatorRequest,
  type SimulatorResponse,
  type SimulatorServer,
} from '../server';
import type { SimulatorClock } from '../simulator-clock';
import type { World } from '../world/world';
import { SeededRandom } from '../world/seeded-random';

/** What every answer carries, whatever its registry calls it. */
export interface AnswerSigns {
  /** Running number of the registry's answers, from 1; each registry dresses it its own way. */
  readonly number: number;
  readonly asOf: Date;
}

const DRIFTS = ['drift-missing', 'drift-type', 'drift-code'] as const;
type DriftKind = (typeof DRIFTS)[number];

/** One outside department: its endpoint, its wire format and its own ways of going wrong. `Q` is what it is asked. */
export interface RegistrySimulator<Q> {
  readonly target: MoodTarget;
  readonly method: SimulatorMethod;
  readonly path: string;
  /** Usual milliseconds from question to answer. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Reads the question; throws `SyntaxError` when it is not one. */
  read(request: SimulatorRequest): Q;
  /** The same question for every field there is. */
  aboutEverything(question: Q): Q;
  /** The same question about somebody else. */
  aboutSomebodyElse(question: Q, world: World): Q;
  /** The wire body of the answer. */
  answer(question: Q, signs: AnswerSigns, world: World): object;
  /** How a new release of the registry breaks the agreed schema. */
  readonly drifts: Readonly<Record<DriftKind, (question: Q, signs: AnswerSigns, world: World) => object>>;
  /** What goes over the wire; JSON when absent. */
  encode?(body: object): SimulatorResponse;
  /** Its page for inner faults. */
  readonly fault: SimulatorResponse;
}

const STALE_MS = 60 * 86_400_000;

const TOO_MANY: SimulatorResponse = {
  status: 429,
  headers: { 'content-type': 'text/plain', 'retry-after': '5' },
  body: 'Too Many Requests',
};

const PAGE: SimulatorResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><body><h1>系统维护中 Under maintenance</h1></body></html>',
};

const NOTHING: SimulatorResponse = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '',
};

/** Answers that are of no agreed format: half a body, bytes of another encoding. */
const GARBAGE: readonly SimulatorResponse[] = [
  { status: 200, headers: { 'content-type': 'application/json' }, body: '{"code":200,"data":{"list":[' },
  {
    status: 200,
    headers: { 'content-type': 'application/json; charset=gbk' },
    body: Buffer.from([0x7b, 0x22, 0xb2, 0xe2, 0xca, 0xd4, 0x22, 0x3a, 0x31, 0x7d]),
  },
];

/** Hangs up one registry's endpoint; each call takes one mood. */
export function mountRegistry<Q>(
  server: SimulatorServer,
  simulator: RegistrySimulator<Q>,
  around: { world: World; moods: Moods; clock: SimulatorClock; latency: 'realistic' | 'none' },
): void {
  const random = new SeededRandom(simulator.path.length);
  let answers = 0;
  let drifts = 0;
  let garbage = 0;
  server.route(simulator.method, simulator.path, async (request) => {
    const { mood, delayMs } = around.moods.take(simulator.target);
    const usual = around.latency === 'realistic' ? random.between(...simulator.latencyMs) : 0;
    if (usual + delayMs > 0) await pause(usual + delayMs, undefined, { ref: false });
    if (mood === 'silence') return null;
    if (mood === 'garbage') return GARBAGE[garbage++ % GARBAGE.length] ?? null;
    const page = { error500: simulator.fault, error429: TOO_MANY, html: PAGE, empty: NOTHING }[mood];
    if (page !== undefined) return page;
    const question = questionIn(mood, simulator, simulator.read(request), around.world);
    const asOf = new Date(around.clock.now().getTime() - (mood === 'stale' ? STALE_MS : 0));
    const signs: AnswerSigns = { number: (answers += 1), asOf };
    const kind = mood === 'drift' ? DRIFTS[drifts++ % DRIFTS.length] : DRIFTS.find((known) => known === mood);
    const body =
      kind === undefined
        ? simulator.answer(question, signs, around.world)
        : simulator.drifts[kind](question, signs, around.world);
    return simulator.encode === undefined ? jsonResponse(200, body) : simulator.encode(body);
  });
}

/** What the registry believes it was asked. */
function questionIn<Q>(mood: string, simulator: RegistrySimulator<Q>, asked: Q, world: World): Q {
  if (mood === 'other-person') return simulator.aboutSomebodyElse(asked, world);
  return mood === 'oversharing' ? simulator.aboutEverything(asked) : asked;
}

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

/** One outside department: its endpoint, its wire format and its own ways of going wrong. `Q` is what it is asked. */
export interface RegistrySimulator<Q> {
  readonly target: MoodTarget;
  readonly method: SimulatorMethod;
  readonly path: string;
  /** Usual milliseconds from question to answer. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Reads the question; throws `SyntaxError` when it is not one. */
  read(request: SimulatorRequest): Q;
  /** The same question about somebody else. */
  aboutSomebodyElse(question: Q, world: World): Q;
  /** The wire body of the answer. */
  answer(question: Q, signs: AnswerSigns, world: World): object;
  /** Ways in which a new release of the registry breaks the agreed schema; taken in turn. */
  readonly drifts: readonly ((question: Q, signs: AnswerSigns, world: World) => object)[];
  /** Its page for inner faults. */
  readonly fault: SimulatorResponse;
}

const STALE_MS = 60 * 86_400_000;

/** Answers that are of no agreed format: a gateway page, nothing, half a body, bytes of another encoding. */
const GARBAGE: readonly SimulatorResponse[] = [
  {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!DOCTYPE html><html><body><h1>系统维护中 Under maintenance</h1></body></html>',
  },
  { status: 200, headers: { 'content-type': 'application/json' }, body: '' },
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
    if (mood === 'error500') return simulator.fault;
    if (mood === 'garbage') return GARBAGE[garbage++ % GARBAGE.length] ?? null;
    const asked = simulator.read(request);
    const question = mood === 'other-person' ? simulator.aboutSomebodyElse(asked, around.world) : asked;
    const asOf = new Date(around.clock.now().getTime() - (mood === 'stale' ? STALE_MS : 0));
    const signs: AnswerSigns = { number: (answers += 1), asOf };
    const drift = mood === 'drift' ? simulator.drifts[drifts++ % simulator.drifts.length] : undefined;
    const body = drift?.(question, signs, around.world) ?? simulator.answer(question, signs, around.world);
    return jsonResponse(200, body);
  });
}

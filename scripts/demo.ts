import { parseArgs } from 'node:util';
import { addDays, dayOf } from '../src/kernel/calendar';
import { type CaseAnswer } from './demo/case-client';
import { castOf } from './demo/cast';
import { CONTRIBUTION_BEGINS, tellContribution } from './demo/contribution/tell-contribution';
import { employerScenes } from './demo/employer-scenes';
import { LOAN_BEGINS } from './demo/loan/household';
import { KNOWS_PUBLISHED_RATES } from './demo/loan/supposed-rates';
import { tellLoan } from './demo/loan/tell-loan';
import { memberScenes } from './demo/member-scenes';
import { Narrator } from './demo/narrator';
import { oversightScenes } from './demo/oversight-scenes';
import { isPortFree } from './postgres';
import { slowestWithdrawal } from './stage/slowest-withdrawal';
import { Stage } from './stage/stage';

const database = 'zero_run_demo';
/** From the remittances to the withdrawals, so that interest has grown; short of a month, so that none is missed. */
const DAYS_BETWEEN = 28;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function tellStory(stage: Stage): Promise<CaseAnswer> {
  const narrator = new Narrator(say);
  const before = await castOf(stage);
  say(`业务日期 ${before.businessDate}；外部部门与银行为独立进程的模拟系统，姓名均为虚构。`);
  await employerScenes(stage, before, narrator);
  await stage.moveTo(null);
  const cast = await castOf(stage);
  say('');
  say(`${DAYS_BETWEEN} 天后，业务日期 ${cast.businessDate}。 ${DAYS_BETWEEN} days later.`);
  const rented = await memberScenes(stage, cast, narrator, DAYS_BETWEEN);
  await oversightScenes(stage, narrator, { fromDay: before.businessDate, toDay: cast.businessDate });
  return rented;
}

async function tellAddresses(stage: Stage, rented: CaseAnswer): Promise<void> {
  const member = (await castOf(stage)).inRole('renter');
  const token = await stage.tokenFor({ role: 'member', name: member.name, idNo: member.idNo });
  const { url } = stage.api;
  say('');
  say(`接口文档 API documents     ${url}/docs`);
  say(`模拟世界 simulated world   ${stage.simulators.url}/control/world`);
  say(`数据库   database          ${database} (${stage.postgres.dataDir})`);
  say('');
  say('试一试 Try it:');
  say(`  TOKEN='${token}'`);
  say(`  curl -s ${url}/v1/items/TQ12`);
  say(`  curl -s -H "Authorization: Bearer $TOKEN" ${url}/v1/me/account`);
  say(`  curl -s -H "Authorization: Bearer $TOKEN" ${url}/v1/cases/${rented.id}`);
  say(
    `  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"item":"TQ12","input":{}}' ${url}/v1/prechecks`,
  );
  say('');
  say('Ctrl-C 停止 stops it.');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** A story on business dates and a database of its own. */
interface Told {
  readonly begins: string;
  tell(stage: Stage, narrator: Narrator): Promise<void>;
  /** What holds in the story and no more in the service that stays up. */
  readonly ends?: string;
}

const STORIES: ReadonlyMap<string, Told> = new Map([
  // From registration to interest.
  ['contribution', { begins: CONTRIBUTION_BEGINS, tell: tellContribution }],
  // From “how much could we borrow” to the released mortgage.
  ['loan', { begins: LOAN_BEGINS, tell: tellLoan, ends: KNOWS_PUBLISHED_RATES }],
]);

/** One of the stories (`npm run demo -- contribution`). */
async function demoOf(
  name: string,
  story: Told,
  { port, exit }: { port: number; exit: boolean },
): Promise<void> {
  const opening = { database: `${database}_${name}`, port, latency: 'realistic' } as const;
  const stage = await Stage.open({ ...opening, businessDate: story.begins, print: say });
  try {
    say(`业务日期 ${story.begins}；外部部门、银行与外地中心为模拟系统，姓名均为虚构。`);
    await story.tell(stage, new Narrator(say));
    if (!exit) {
      if (story.ends !== undefined) say(story.ends);
      say(`接口文档 API documents     ${stage.api.url}/docs`);
      say('Ctrl-C 停止 stops it.');
      await interrupted();
    }
  } catch (error) {
    say(stage.api.output().slice(-4000));
    throw error;
  } finally {
    await stage.close();
  }
  say('demo: ok');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { exit: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const port = Number(process.env['PORT'] ?? 3000);
  if (!(await isPortFree(port, '127.0.0.1'))) {
    throw new Error(
      `端口 ${port} 已被占用。Port ${port} is taken; choose another one: PORT=${port + 1} npm run demo`,
    );
  }
  const [name] = positionals;
  const story = STORIES.get(name ?? '');
  if (name !== undefined && story !== undefined) return demoOf(name, story, { port, exit: values.exit });
  if (name !== undefined) throw new Error(`没有这个演示 There is no such story: ${name}`);
  const businessDate = addDays(dayOf(new Date()), -DAYS_BETWEEN);
  const stage = await Stage.open({ database, port, latency: 'realistic', businessDate, print: say });
  try {
    const rented = await tellStory(stage);
    say('');
    say(await slowestWithdrawal(stage.ownerUrl));
    if (!values.exit) {
      await tellAddresses(stage, rented);
      await interrupted();
    }
  } catch (error) {
    say(stage.api.output().slice(-4000));
    throw error;
  } finally {
    await stage.close();
  }
  say('demo: ok');
}

main().catch((error: unknown) => {
  const plain = error instanceof Error && (error.name === 'Error' || error.name === 'StoryBroken');
  process.stderr.write(
    `${plain ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});

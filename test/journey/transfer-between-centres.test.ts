import type { CaseView } from '../../src/modules/casework';
import type { World } from '../support';
import {
  apply,
  bankLines,
  expectProof,
  ownAccount,
  type Person,
  readCase,
  receiptOf,
  signIn,
  until,
  untilState,
} from './support';
import { caseOfLetter, letterIn, TwoCentres } from './support/two-centres';

describe('a member moves from one city to the other', () => {
  let centres: TwoCentres;

  beforeAll(async () => {
    centres = await TwoCentres.start({ toTaiyuan: 2, toDatong: 2 });
  }, 180_000);
  afterEach(async () => {
    await expectProof(centres.taiyuan);
    await expectProof(centres.datong);
  }, 60_000);
  afterAll(() => centres.stop(), 60_000);

  const show = (view: CaseView, where: string): void => {
    const lines = view.timeline.map(({ at, text }) => `  ${at.slice(11, 23)}  ${text.zh} / ${text.en}`);
    process.stdout.write(`${where}, ${view.item.code} ${view.state}\n${lines.join('\n')}\n`);
  };

  /** Applies at the new centre and waits until both letters are done; prints what either centre tells. */
  async function move(to: World, from: World, person: Person): Promise<string> {
    const began = performance.now();
    const member = await signIn(to, person, 'member');
    const made = await apply(member.client, 'GJ27', { centre: from.centre.code });
    expect(made.state).toBe('waiting-funds');
    const letterNo = receiptOf(made, 'letterNo');
    const done = await untilState(member.client, made.id, 'done', 50);
    await until('the letter there', async () => (await letterIn(from, letterNo)).state === '00');
    const clerk = await from.signedIn({ role: 'member', name: person.name, idNo: person.idNo });
    const out = await readCase(clerk, (await caseOfLetter(from, letterNo)).id);
    show(done, `转入 ${to.centre.name}`);
    show(out, `转出 ${from.centre.name}`);
    process.stdout.write(`  ${letterNo}: ${Math.round(performance.now() - began)} ms\n`);
    return letterNo;
  }

  test('there and back again: each is paid once, the old account is closed as transferred, the new one has all of it', async () => {
    const { taiyuan, datong, people } = centres;
    for (const [to, from, person] of [
      [taiyuan, datong, people[0]!],
      [datong, taiyuan, people[2]!],
    ] as const) {
      const letterNo = await move(to, from, person);
      expect(letterNo).toMatch(new RegExp(`^${to.centre.code.slice(0, 6)}270120\\d{4}$`));
      const there = await ownAccount(await signIn(from, person, 'member'));
      expect(there).toMatchObject({ state: '04', balance: '0.00', closed: { on: '2027-01-20' } });
      const here = await ownAccount(await signIn(to, person, 'member'));
      expect(here).toMatchObject({ state: '01', balance: '23040.00' });
    }
  }, 120_000);

  test('both services are killed in the middle: after their start the transfer ends with one payment and matching states', async () => {
    const { taiyuan, datong, people } = centres;
    for (const [to, from, person, point] of [
      [taiyuan, datong, people[1]!, 'bank-call:after'],
      [datong, taiyuan, people[3]!, 'hold-end:after'],
    ] as const) {
      // The centre that pays dies at its payment; the one that asked is killed while it waits.
      const dying = await from.restartApi(0, { CRASH_POINT: point });
      const member = await signIn(to, person, 'member');
      const made = await apply(member.client, 'GJ27', { centre: from.centre.code });
      const letterNo = receiptOf(made, 'letterNo');
      await dying.ended;
      await to.api.kill9();
      await from.restartApi(0);
      await to.restartApi(0);
      const again = await signIn(to, person, 'member');
      await untilState(again.client, made.id, 'done', 50);
      await until('the letter there', async () => (await letterIn(from, letterNo)).state === '00', 50);
      const lines = await bankLines(taiyuan);
      const about = lines.filter((line) => JSON.stringify(line).includes(letterNo));
      expect(about.map(({ kind }) => kind).sort()).toEqual(['deposit', 'payment']);
      expect(await ownAccount(again)).toMatchObject({ state: '01', balance: '23040.00' });
    }
  }, 180_000);
});

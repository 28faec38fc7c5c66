import type { SigningDesk } from '../../../src/modules/loan/domain/signing/signing-view';
import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';
import { done, type Someone, type ToldLoan, tokenOf } from './loan-client';

const CLERK = { role: 'clerk', name: '零跑柜员', idNo: '110105194912310046' } as const;
const SECOND_CLERK = { role: 'clerk', name: '零跑复核', idNo: '110105194912310062' } as const;
const MANAGER = { role: 'manager', name: '零跑主任', idNo: '11010519491231002X' } as const;

/** A branch where loans are signed on a day. */
export interface Branch {
  readonly id: string;
  readonly day: string;
}

export async function openBranch(stage: Stage, day: string): Promise<Branch> {
  const manager = await stage.tokenFor(MANAGER);
  const { id } = await done<{ id: string }>(stage, 'POST', '/v1/signing-branches', manager, {
    name: '样板管理部',
    address: '太原市小店区虚构路1号',
  });
  const slots = { from: day, until: day, opens: '09:00', closes: '17:00', capacity: 4 };
  await done(stage, 'POST', `/v1/signing-branches/${id}/slots`, manager, slots);
  return { id, day };
}

/** The one visit of a loan: booked, everybody known by their face, the terms read, signed, confirmed by a second clerk. */
export async function signingScene(
  stage: Stage,
  narrator: Narrator,
  branch: Branch,
  visit: {
    readonly loan: ToldLoan;
    readonly present: readonly Someone[];
    readonly time: string;
    readonly hedging: boolean;
    readonly papers: readonly string[];
  },
): Promise<void> {
  const { loan, present, time, hedging } = visit;
  const path = `/v1/loans/${loan.id}/signing`;
  const [borrower] = loan.borrowers;
  must(borrower !== undefined, 'somebody borrows');
  const token = await tokenOf(stage, borrower);
  const clerk = await stage.tokenFor(CLERK);
  await narrator.step(
    () => done(stage, 'POST', path, token, { branchId: branch.id, day: branch.day, time, hedging }),
    (_, ms) => `预约面签 ${branch.day} ${time}，样板管理部 (${ms} ms)`,
  );
  const arrived = await narrator.step(
    () => done<SigningDesk>(stage, 'POST', `${path}/check-in`, clerk, {}),
    ({ signing }, ms) =>
      `到场签到，合同已生成：${signing.papers.map(({ name }) => name.zh).join('、')} (${ms} ms)`,
  );
  must(arrived.termsAgree, 'the terms are those that were decided');
  const kinds = arrived.signing.papers.map(({ kind }) => kind);
  must(kinds.join() === visit.papers.join(), `these are signed: ${kinds.join()}`);
  await known(stage, narrator, { path, clerk, desk: arrived, present });
  await signed(stage, narrator, { path, clerk });
  const second = await stage.tokenFor(SECOND_CLERK);
  const { termsHash } = arrived;
  const own = await stage.request<{ code: string }>('POST', `${path}/confirmation`, clerk, { termsHash });
  must(own.body.code === 'SECOND_CLERK', 'the clerk who received them cannot confirm');
  const confirmed = await narrator.step(
    () => done<SigningDesk>(stage, 'POST', `${path}/confirmation`, second, { termsHash }),
    ({ signing }, ms) => `另一名柜员确认：${signing.stateText.zh} (${ms} ms)`,
  );
  must(confirmed.signing.state === 'signed' && confirmed.toDo.length === 0, 'the visit is over');
}

interface AtDesk {
  readonly path: string;
  readonly clerk: string;
}

/** Everybody's face is compared by the police. */
async function known(
  stage: Stage,
  narrator: Narrator,
  { path, clerk, desk, present }: AtDesk & { desk: SigningDesk; present: readonly Someone[] },
): Promise<void> {
  for (const { personId, name } of desk.parties) {
    const person = present.find((one) => one.name === name);
    must(person !== undefined, `${name} is there`);
    const { captureNo } = await stage.control<{ captureNo: string }>('POST', '/captures', {
      idNo: person.idNo,
    });
    const body = { personId, captureNo };
    const seen = await narrator.step(
      () => done<SigningDesk>(stage, 'POST', `${path}/faces`, clerk, body),
      (_, ms) => `  ${name}：人像与公安比对一致 (${ms} ms)`,
    );
    const party = seen.parties.find((one) => one.personId === personId);
    must(party?.identity === 'proved' && party.provedBy === 'face', `${name} is known by face`);
  }
}

/** The terms are read out, and everybody signs what is theirs. */
async function signed(stage: Stage, narrator: Narrator, { path, clerk }: AtDesk): Promise<void> {
  await done(stage, 'POST', `${path}/reading`, clerk, {});
  const desk = await done<SigningDesk>(stage, 'GET', path, clerk);
  for (const { personId, name, toSign } of desk.parties) {
    const texts = desk.signing.papers
      .filter(({ kind }) => toSign.includes(kind))
      .map(({ kind, hash }) => ({ kind, hash }));
    await narrator.step(
      () => done(stage, 'POST', `${path}/signatures`, clerk, { personId, texts }),
      (_, ms) => `  ${name}：条款已宣读，签署 ${texts.length} 份 (${ms} ms)`,
    );
  }
}

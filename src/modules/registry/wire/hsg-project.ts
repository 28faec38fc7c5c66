import type { Ask } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** A project of new homes (商品房项目). */
export type Project<N extends ProjectField = ProjectField> =
  { readonly registered: false } | ({ readonly registered: true } & Told<ProjectDetails, N>);

export interface ProjectDetails {
  /** Sale is licensed and housing fund loans are granted for it. */
  readonly admitted: boolean;
  /** 预售资金监管账户; null while none is open. */
  readonly supervisedAccount: SupervisedAccount | null;
}

export interface SupervisedAccount {
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

export type ProjectField = keyof ProjectDetails;

export const PROJECT_PATH = '/fgj/xmzr/cx.do';

const THERE = { '1': true, '0': false } as const;

const DETAILS: WireFields<ProjectDetails> = {
  admitted: { wire: '201', read: (node) => node.code(THERE) },
  supervisedAccount: { wire: '202', read: (node) => node.orNull(account) },
};

/** Body of the question about one project: a form. */
export function projectRequest(projectNo: string, fields: readonly ProjectField[], ask: Ask): string {
  const columns = wireNames(DETAILS, fields).join(',');
  return new URLSearchParams({ xmbh: projectNo, zd: columns, lsh: ask.traceId, sx: ask.purpose }).toString();
}

/** Reads the answer about one project. Throws `AnswerFault`. */
export function readProject<N extends ProjectField>(
  bytes: Uint8Array,
  projectNo: string,
  fields: readonly ProjectField[],
): Reading<Project<N>> {
  const root = openAnswer(bytes).only(['ztm', 'cxbh', 'cxsk', 'xmbh', 'djzt', 'xm']);
  root.field('ztm').exactly('00');
  const echoed = root.field('xmbh');
  if (echoed.text() !== projectNo) throw otherPerson(echoed.path);
  const signs = {
    receiptNo: root.field('cxbh').text(/^FX-\d{6}-\d{7,}$/),
    asOf: root.field('cxsk').shanghaiInstant(/^(\d{4})\/(\d\d)\/(\d\d)-(\d\d):(\d\d):(\d\d)$/),
  };
  const project = root.field('xm');
  if (root.field('djzt').code(THERE)) {
    project.only(wireNames(DETAILS, fields));
    return {
      ...signs,
      value: { registered: true, ...readFields<ProjectDetails, N>(project, DETAILS, fields) },
    };
  }
  project.isNull();
  return { ...signs, value: { registered: false } };
}

function account(node: Node): SupervisedAccount {
  node.only(['yhdm', 'zh', 'hm']);
  return {
    bankCode: node.field('yhdm').text(/^\d{3}$/),
    accountNo: node.field('zh').text(/^\d{12,32}$/),
    name: node.field('hm').text(),
  };
}

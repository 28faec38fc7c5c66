import type { Day } from '../../../kernel/calendar';
import { otherPerson } from '../domain/fault';
import { openAnswer, type Reading } from './reading';

/** What market supervision says of a unified credit code. */
export type Licence =
  | { readonly registered: false }
  | {
      readonly registered: true;
      readonly creditCode: string;
      readonly name: string;
      readonly legalRepresentative: { readonly name: string; readonly idNo: string };
      readonly status: LicenceStatus;
      readonly foundedOn: Day;
    };

/** 存续, 吊销, 注销. */
export type LicenceStatus = 'in-business' | 'revoked' | 'deregistered';

const RESULT = { '0': true, '1': false } as const;
const STATUS: Readonly<Record<string, LicenceStatus>> = {
  '1': 'in-business',
  '2': 'revoked',
  '4': 'deregistered',
};

/** Path of the question about one company. */
export function msaPath(creditCode: string): string {
  return `/scjg/qyxx/v2/${encodeURIComponent(creditCode)}`;
}

/** Reads an MSA answer. "No such company" is known: `registered` false. Throws `AnswerFault`. */
export function readMsa(bytes: Uint8Array, creditCode: string): Reading<Licence> {
  const root = openAnswer(bytes);
  const registered = root.field('dm').code(RESULT);
  const company = root.field('sj');
  const echoed = company.field('TYSHXYDM');
  if (echoed.text() !== creditCode) throw otherPerson(echoed.path);
  return {
    receiptNo: root.field('cxlsh').text(/^SC-\d{8}-\d{6,}$/),
    asOf: root.field('cxsj').shanghaiInstant(/^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/),
    value: !registered
      ? { registered }
      : {
          registered,
          creditCode,
          name: company.field('QYMC').text(),
          legalRepresentative: {
            name: company.field('FDDBRXM').text(),
            idNo: company.field('FDDBRZJHM').text(),
          },
          status: company.field('DJZT').code(STATUS),
          foundedOn: company.field('CLRQ').day(/^(\d{4})(\d\d)(\d\d)$/),
        },
  };
}

import type { Json } from '../../../../kernel/fact';
import type { CourtOrderKind } from '../../../registry';
import type { FreezeState } from './freeze-state';

type Told = { readonly [key: string]: Json };

/** `court.order`: what the court registry says of an order about one person. Money in yuan; no personal data. */
export type CourtOrderFact =
  | (Told & { readonly inForce: false })
  | (Told & {
      readonly inForce: true;
      readonly orderNo: string;
      readonly court: string;
      readonly kind: CourtOrderKind;
      /** null: the whole account. */
      readonly amount: string | null;
      readonly issuedOn: string;
      readonly until: string | null;
      readonly refersTo: string | null;
      readonly regardless: boolean;
      readonly payee: { readonly name: string; readonly bankCode: string; readonly sealed: string } | null;
    });

/** `court.notice`: the paper the officers of the court hand in (协助执行通知书). */
export type CourtNoticeFact = Told & { readonly orderNo: string; readonly court: string };

/** `court.freezes`: what of our books an order meets. */
export type CourtFreezesFact = Told & {
  /** Whether this order was carried out before. */
  readonly done: boolean;
  /** The freeze that the order refers to, if there ever was one; `frozen` in yuan. */
  readonly referred:
    | (Told & {
        readonly court: string;
        readonly state: FreezeState;
        readonly open: boolean;
        readonly frozen: string;
      })
    | null;
};

/** `court.ground`: a ground of article 24 that a deduction may rest on; null where none was found or none is needed. */
export type CourtGroundFact = Told & { readonly ground: CourtGround | null };

/** Grounds of article 24 that registries show of somebody whom nobody asks: (2) and (3). */
export type CourtGround = 'retirement' | 'disability';

/** Applications accepted from this day on may rest on the loss of working ability too (handbook 8, row 10). */
export const DISABILITY_GROUND_FROM = '2026-12-01';

/** Grades that are a total loss of working ability (handbook 4.11). */
export const TOTAL_LOSS_GRADE = 4;

/** Whether a measure holds for a term. */
export function isTermed(kind: CourtOrderKind): boolean {
  return kind === 'freeze' || kind === 'renew';
}

/** Numbers and courts as people write them: full-width brackets and blanks do not count. */
export function sameText(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}

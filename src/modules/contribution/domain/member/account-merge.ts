import type { Json } from '../../../../kernel/fact';

type Told = { readonly [key: string]: Json };

/** `merge.identities`: ids of the person under former numbers, as the police join them; pseudonyms, no numbers. */
export type MergeIdentitiesFact = Told & { readonly match: boolean; readonly former: readonly string[] };

export type MergeAccount = Told & {
  readonly accountId: string;
  readonly personId: string;
  readonly state: string;
  readonly openedOn: string;
};

/** `merge.accounts`: the open accounts of all these ids, the one that survives first. */
export type MergeAccountsFact = Told & {
  readonly accounts: readonly MergeAccount[];
  /** Whether a business other than this case has one of them. */
  readonly engaged: boolean;
};

/** The active account survives, else the older one (handbook GJ29). */
export function survivorFirst<
  A extends { readonly state: string; readonly openedOn: string; readonly accountId: string },
>(accounts: readonly A[]): readonly A[] {
  const active = ({ state }: A): number => (state === '01' ? 0 : 1);
  return [...accounts].sort(
    (a, b) =>
      active(a) - active(b) ||
      (a.openedOn < b.openedOn
        ? -1
        : a.openedOn > b.openedOn
          ? 1
          : Number(a.accountId) - Number(b.accountId)),
  );
}

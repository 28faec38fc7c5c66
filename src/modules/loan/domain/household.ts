/** What civil affairs say of a marriage. */
export type MarriageFact = {
  readonly status: 'single' | 'married' | 'widowed' | 'divorced';
  /** `sealed`: name and number encrypted, so that a later round can ask about the spouse; rules never read it. */
  readonly spouse: { readonly personId: string; readonly sealed: string } | null;
};

/** Homes owned in the city; `spouse` is null for somebody not married, and while the spouse is unknown. */
export type HomesFact = { readonly member: number; readonly spouse: number | null };

/** What stands in the way of closing a month: how many of a kind. */
export interface Hindrance {
  readonly code: string;
  readonly count: number;
}

import type { BilingualText } from '../../../kernel/decision';

/** Who may start an item: member, employer agent, clerk, the system itself, the national platform, an heir. */
export type Initiator = 'member' | 'employer-agent' | 'clerk' | 'system' | 'national-platform' | 'heir';

export type CatalogueGroup = 'contribution' | 'withdrawal' | 'loan';

/** One of the 67 services. Whether it can be used is not stored here: it can if a module registered its item. */
export interface CatalogueEntry {
  /** GJ01–GJ35 归集, TQ01–TQ22 提取, DK01–DK10 贷款. */
  readonly code: string;
  readonly group: CatalogueGroup;
  readonly names: BilingualText;
  readonly initiator: readonly Initiator[];
  readonly channel: 'online' | 'counter';
  /** A withdrawal of the whole balance that ends the account. */
  readonly closesAccount: boolean;
}

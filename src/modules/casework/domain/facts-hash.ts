import { sha256Hex } from '../../../kernel/canonical-json';

/** SHA-256 over the facts of a round, one line "name hash" each, in the order of their names: kept with the decision. */
export function factsHash(facts: readonly { readonly name: string; readonly hash: string }[]): string {
  const lines = facts.map(({ name, hash }) => `${name} ${hash}`);
  return sha256Hex(lines.sort((a, b) => (a < b ? -1 : 1)).join('\n'));
}

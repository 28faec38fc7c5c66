export type UnitKind = 'organ' | 'state-owned' | 'private';

/** Shares of the units and of their members (handbook 9.4). */
export const KIND_SHARES: Readonly<Record<UnitKind, { readonly units: number; readonly members: number }>> = {
  organ: { units: 0.2, members: 0.35 },
  'state-owned': { units: 0.08, members: 0.3 },
  private: { units: 0.72, members: 0.35 },
};

const KINDS = Object.keys(KIND_SHARES) as UnitKind[];
const ROUNDS = 12;

/** How likely a unit is of a kind: in proportion to `weight` × size ^ `tilt`. */
interface Leaning {
  weight: number;
  tilt: number;
}

/**
 * A kind for each unit by its size, so that both shares come out and the sizes stay as they were drawn: larger units lean
 * to the kinds with larger ones. The chances are settled first; then each unit, the largest first, is of the kind that
 * lacks most of the members that it was to have by then.
 */
export function seedKinds(sizes: readonly number[]): UnitKind[] {
  const paying = sizes.filter((size) => size > 0);
  const leanings = leaningsFor(paying);
  const lacking = new Map<UnitKind, number>(KINDS.map((kind) => [kind, 0]));
  const kinds: UnitKind[] = sizes.map(() => 'private');
  const order = sizes.map((_, index) => index).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  for (const index of order) {
    // One without members still is of some kind: it counts as the smallest.
    const size = Math.max(sizes[index] ?? 0, 1);
    const chances = chancesOf(size, leanings);
    for (const [at, kind] of KINDS.entries())
      lacking.set(kind, (lacking.get(kind) ?? 0) + (chances[at] ?? 0) * size);
    const kind = KINDS.reduce((most, one) =>
      (lacking.get(one) ?? 0) > (lacking.get(most) ?? 0) ? one : most,
    );
    lacking.set(kind, (lacking.get(kind) ?? 0) - size);
    kinds[index] = kind;
  }
  return kinds;
}

function leaningsFor(sizes: readonly number[]): Leaning[] {
  const leanings = KINDS.map((kind): Leaning => ({ weight: KIND_SHARES[kind].units, tilt: 0 }));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = sumsOf(sizes, leanings);
    for (const [at, leaning] of leanings.entries()) {
      const { units, members } = KIND_SHARES[KINDS[at] ?? 'private'];
      const wanted = (members * all) / (units * sizes.length);
      leaning.tilt += 0.25 * Math.log(wanted / ((before.members[at] ?? 1) / (before.units[at] ?? 1)));
    }
    const last = leanings.at(-1)?.tilt ?? 0;
    for (const leaning of leanings) leaning.tilt -= last;
    for (let again = 0; again < 2; again += 1) {
      const { units } = sumsOf(sizes, leanings);
      for (const [at, leaning] of leanings.entries())
        leaning.weight *= (KIND_SHARES[KINDS[at] ?? 'private'].units * sizes.length) / (units[at] ?? 1);
    }
  }
  return leanings;
}

/** Units and members that each kind is to expect. */
function sumsOf(
  sizes: readonly number[],
  leanings: readonly Leaning[],
): { units: number[]; members: number[] } {
  const units = KINDS.map(() => 0);
  const members = KINDS.map(() => 0);
  for (const size of sizes) {
    for (const [at, chance] of chancesOf(size, leanings).entries()) {
      units[at] = (units[at] ?? 0) + chance;
      members[at] = (members[at] ?? 0) + chance * size;
    }
  }
  return { units, members };
}

function chancesOf(size: number, leanings: readonly Leaning[]): number[] {
  const weights = leanings.map(({ weight, tilt }) => weight * size ** tilt);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

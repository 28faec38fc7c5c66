import type { Stage } from '../../stage/stage';
import { must } from '../narrator';

/** Somebody invented who works at the first company; `base` is the wage that social insurance has. */
export interface Colleague {
  readonly name: string;
  readonly idNo: string;
  readonly base: string;
}

interface Made {
  readonly people: readonly {
    readonly name: string;
    readonly idNo: string;
    readonly employments: readonly { readonly base: string }[];
  }[];
}

/** So many people who work at the first company of the simulated world. */
export async function staffOf(stage: Stage, count: number): Promise<Colleague[]> {
  const { people } = await stage.control<Made>('POST', '/people', { generate: count, seed: 77 });
  return people.map(({ name, idNo, employments }) => {
    const base = employments[0]?.base;
    must(base !== undefined, 'everybody works somewhere');
    return { name, idNo, base };
  });
}

import { TAIYUAN_PARAMETERS } from '../../../policy';

const GROUP = 'contribution.lowerBase';

/** District codes an employer may register in: those with a lower limit of the base in some row of parameters. */
export const DISTRICTS: readonly string[] = [
  ...new Set(
    TAIYUAN_PARAMETERS.sets.flatMap((set) => set.leaves(GROUP).map((path) => path.slice(GROUP.length + 1))),
  ),
];

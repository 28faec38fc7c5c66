import {
  type ParameterRow,
  type ParameterTree,
  ParameterValue,
  supposeParameters,
  TAIYUAN_ROWS,
} from '../../../src/modules/policy';
import { must } from '../narrator';

/** Rates of the story alone: nobody has published them. */
export const SUPPOSED = { from: '2028-10-01', upToFiveYears: '0.0185' } as const;

/** Said before the story's service is left to others: it is another process, which supposes nothing. */
export const KNOWS_PUBLISHED_RATES = `留下的服务只知已公布的利率，不知 ${SUPPOSED.from} 起的演示假设：它所排的还款计划与故事里调整后的利率（annualRate）因此不同。 The service that stays up knows published rates only, not those this story supposes from ${SUPPOSED.from}: plans it draws differ from the rate (annualRate) that a loan got in the story.`;

/**
 * The table of loan rates goes on by a line that this story supposes. Nothing that was decided reads it: what stands in
 * the table already is as it was, and so are the rows' names.
 */
export function supposeRates(): void {
  const line = new ParameterValue(
    'rate-row',
    [SUPPOSED.from, SUPPOSED.upToFiveYears, '0.0235', '0.02225', '0.02775'],
    {
      mark: 'assumed',
      source: { zh: '演示假设，并非已公布的利率', en: 'supposed by a demonstration; nobody published it' },
    },
  );
  const [first] = TAIYUAN_ROWS;
  must(first !== undefined, 'the rule book has a row');
  const known = (first.values['loan'] as ParameterTree)['rates'] as readonly ParameterValue[];
  supposeParameters(
    TAIYUAN_ROWS.map((row) => (row === TAIYUAN_ROWS.at(-1) ? withRates(row, [...known, line]) : row)),
  );
}

function withRates(row: ParameterRow, rates: readonly ParameterValue[]): ParameterRow {
  const loan = row.values['loan'] as ParameterTree;
  return { ...row, values: { ...row.values, loan: { ...loan, rates } } };
}

import type { Invariant } from '../../../../platform/invariants/invariant-registry';
import { TAIYUAN_PARAMETERS } from '../../../policy';
import { arrearsStagesOf } from '../../domain/arrears/arrears-stage';

/** Which months made which stage when, as rows of SQL. */
const stages = TAIYUAN_PARAMETERS.sets
  .flatMap((set) =>
    arrearsStagesOf(set).map(
      ({ stage, fromMonths }) =>
        `('${set.validFrom}'::date, '${set.validTo ?? 'infinity'}'::date, ${stage}, ${fromMonths})`,
    ),
  )
  .join(', ');

/** Reminders of arrears. */
export const arrearsInvariants: readonly Invariant[] = [
  {
    id: 'U5',
    sentence: {
      zh: '每次催缴的欠缴月数达到其阶段，且从所欠首月起截至催缴之日已有这么多个月',
      en: 'Every reminder names as many months as its stage took on its day, and no more than had begun since the first of them',
    },
    sql: `
      SELECT r.id::text AS id FROM arrears_reminder AS r
        LEFT JOIN (VALUES ${stages}) AS p (from_day, to_day, stage, months)
          ON p.stage = r.stage AND r.sent_on BETWEEN p.from_day AND p.to_day
       WHERE r.months < coalesce(p.months, r.months + 1)
          OR r.months > (extract(year FROM r.sent_on)::int * 12 + extract(month FROM r.sent_on)::int)
             - (r.first_month / 100 * 12 + r.first_month % 100) + 1`,
  },
];

import { Problem } from '../../../platform/http/problem';

interface RowDates {
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** No row holds on the day asked for: 422, naming the day and the rows there are. */
export class NoParametersForDay extends Problem {
  readonly rows: readonly RowDates[];

  constructor(
    readonly day: string,
    sets: readonly RowDates[],
  ) {
    const rows = sets.map(({ id, validFrom, validTo }) => ({ id, validFrom, validTo }));
    const spans = rows.map(({ id, validFrom, validTo }) => `${id} (${validFrom} – ${validTo ?? '…'})`);
    super({
      status: 422,
      code: 'NO_PARAMETERS_FOR_DAY',
      title: { zh: '该日没有适用的政策参数', en: 'No policy parameters apply on that day' },
      detail: {
        zh: `${day} 没有适用的政策参数；现有参数：${spans.join('、')}`,
        en: `No policy parameters apply on ${day}; there are: ${spans.join(', ')}`,
      },
      extra: { day, rows },
    });
    this.rows = rows;
  }
}

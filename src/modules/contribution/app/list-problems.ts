import { conflict, Problem } from '../../../platform/http';
import type { ListFault, ListFaults } from '../domain/list-fault';

/** 422: the list has faults; nothing of it was stored. Its errors say more than those of other problems. */
export class ListHasErrors extends Problem {
  readonly faults: readonly ListFault[];

  constructor({ reported, count }: ListFaults) {
    super({
      status: 422,
      code: 'LIST_HAS_ERRORS',
      title: { zh: '清册有误', en: 'The list has errors' },
      detail: {
        zh: `共 ${count} 处有误，列出前 ${reported.length} 处；没有导入任何一行，请改正后重新提交整册。`,
        en: `${count} faults were found, ${reported.length} are listed; no row was stored. Mend them and send the whole list again.`,
      },
      errors: reported,
      extra: { errorCount: count },
    });
    this.faults = reported;
  }
}

/** 409: the month has a list that was confirmed; it cannot be replaced. */
export function monthHasConfirmedList(listId: string): Problem {
  const detail = {
    zh: '该月清册已确认，请按其单号缴款，不能重复提交。',
    en: 'The list of this month is confirmed; pay it under its number, it cannot be sent again.',
  };
  const { status, code, title } = conflict('LIST_ALREADY_CONFIRMED', detail);
  const headers = { Location: `/v1/remittance-lists/${listId}` };
  return new Problem({ status, code, title, detail, headers, extra: { listId } });
}

/** 409: "same as" names a month without a list. */
export function noListOfMonth(month: string): Problem {
  return conflict('NO_LIST_OF_MONTH', {
    zh: `${month} 没有清册，请上传清册。`,
    en: `There is no list of ${month}; send a list instead.`,
  });
}

import { conflict, Problem } from '../../../../platform/http';
import type { ListFault, ListFaults } from '../../domain/remittance/list-fault';

/** 422: the list has faults; nothing of it was stored. Its errors say more than those of other problems. */
export class ListHasErrors extends Problem {
  readonly faults: readonly ListFault[];

  constructor(readonly found: ListFaults) {
    const { reported, count, badRows } = found;
    super({
      status: 422,
      code: 'LIST_HAS_ERRORS',
      title: { zh: '清册有误', en: 'The list has errors' },
      detail: {
        zh: `共 ${count} 处有误，列出前 ${reported.length} 处；没有导入任何一行，请改正后重新提交整册。汇缴清册文件也可以加 partial=true 先导入无误的行；以 Accept: text/csv 重发同一文件，可下载全部有误的行。`,
        en: `Faults found: ${count}, listed: ${reported.length}; no row was stored. Mend them and send the whole list again. A remittance list in a file may also be sent with partial=true, which takes the good rows; the same file sent with Accept: text/csv is answered with all its bad rows.`,
      },
      errors: reported,
      extra: { errorCount: count, badRowCount: badRows },
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

/** 409: rows are added to a draft only; `livingId` is the list of that month that lives now. */
export function listNotDraft(livingId: string | null): Problem {
  const { status, code, title, detail } = conflict('LIST_NOT_DRAFT', {
    zh: '该清册不是待确认的草稿，不能追加；请追加到该月现有的草稿，或重新提交整册。',
    en: 'This list is no draft any more; add to the draft of the month that there is now, or send the whole list.',
  });
  return new Problem({ status, code, title, ...(detail ? { detail } : {}), extra: { listId: livingId } });
}

/** 409: the draft to add to is one of another month. */
export function listOfAnotherMonth(month: string): Problem {
  return conflict('LIST_OF_ANOTHER_MONTH', {
    zh: `该清册是 ${month} 的，请用它的年月追加。`,
    en: `That list is one of ${month}; add to it with its own month.`,
  });
}

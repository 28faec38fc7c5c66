import { conflict, type Problem } from '../../../../platform/http';

/** 409: that year has not come to its 30 June, or is not the last one that has. */
export function notTheYearDue(year: number, due: number): Problem {
  return conflict('INTEREST_YEAR_NOT_DUE', {
    zh: `${year}年的年终结息现在不能启动，目前可启动的是${due}年（结息日${due}-06-30）。`,
    en: `The yearly interest of ${year} cannot be run now; the one that can is that of ${due} (30 June ${due}).`,
  });
}

/** 409: the books of June are closed, so nothing dated 30 June can be booked. */
export function juneIsClosed(year: number): Problem {
  return conflict('INTEREST_MONTH_CLOSED', {
    zh: `${year}年6月已结账，不能再入账年终结息；请联系财务核对该年度的结息记录。`,
    en: `The books of June ${year} are closed, so its interest cannot be posted; ask accounting about the run of that year.`,
  });
}

/** 409: the year has its run; Location leads to it. */
export function yearHasItsRun(year: number, id: string): Problem {
  return conflict('INTEREST_RUN_EXISTS', {
    zh: `${year}年的年终结息已启动，进度见 GET /v1/interest-runs/${id}。`,
    en: `The yearly interest of ${year} has been started; see GET /v1/interest-runs/${id}.`,
  });
}

/** 409: a rate must start on a day that no account has been reckoned past. */
export function rateTooEarly(first: string): Problem {
  return conflict('INTEREST_RATE_TOO_EARLY', {
    zh: `利率须自将来之日起执行，最早为${first}。`,
    en: `A rate has to start on a day to come, ${first} at the earliest.`,
  });
}

/** 409: another rate starts on that day. */
export function rateExists(from: string): Problem {
  return conflict('INTEREST_RATE_EXISTS', {
    zh: `自${from}起已有利率，不能更改；请另定执行日。`,
    en: `A rate starts on ${from} already and cannot be changed; choose another day.`,
  });
}

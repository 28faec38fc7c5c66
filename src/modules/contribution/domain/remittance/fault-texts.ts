/** What a fault of a list says and how to mend it; `{0}`, `{1}` stand for its operands. */
export type FaultTexts = readonly [zh: string, en: string, fixZh: string, fixEn: string];

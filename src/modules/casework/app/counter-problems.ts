import type { BilingualText } from '../../../kernel/decision';
import { invalidRequest, type Problem, type ProblemError } from '../../../platform/http';
import { factWords } from '../catalogue/fact-words';

/** 400 with everything that is wrong or missing at once. */
export function gapsAtCounter(gaps: readonly ProblemError[]): Problem {
  return invalidRequest(gaps);
}

/** A paper that has to be shown and was not. */
export function paperMissing(place: string, fact: string, kinds: readonly BilingualText[]): ProblemError {
  const words = factWords(fact);
  return {
    pointer: `/input/papers/${place}`,
    code: 'PAPER_MISSING',
    message: {
      zh: `缺少证明“${words.zh}”的材料：${kinds.map(({ zh }) => zh).join('或')}。`,
      en: `A paper is missing for ${words.en}: ${kinds.map(({ en }) => en).join(', or ')}.`,
    },
  };
}

/** A paper of a kind that does not prove what stands in its place. */
export function provesNothingAt(place: string, kinds: readonly string[]): ProblemError {
  return {
    pointer: `/input/papers/${place}/kind`,
    code: 'EVIDENCE_KIND_UNKNOWN',
    message: {
      zh: `该事实须凭以下证件之一：${kinds.join('、')}。`,
      en: `This fact is proved by one of: ${kinds.join(', ')}.`,
    },
  };
}

/** A paper of tomorrow. */
export function issuedLaterAt(place: string): ProblemError {
  return {
    pointer: `/input/papers/${place}/issuedOn`,
    code: 'ISSUED_IN_FUTURE',
    message: {
      zh: '证件签发日期不能晚于今天。',
      en: 'The paper cannot have been issued after today.',
    },
  };
}

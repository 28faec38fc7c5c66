export type Language = 'zh' | 'en';

/** Language of the texts of an answer by `Accept-Language` (RFC 9110 §12.5.4): Chinese unless English is preferred. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined || acceptLanguage.length > 200) return 'zh';
  const weight: Record<Language, number> = { zh: 0, en: 0 };
  for (const range of acceptLanguage.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const primary = tag.trim().split('-')[0];
    if (primary !== 'zh' && primary !== 'en') continue;
    weight[primary] = Math.max(weight[primary], qualityOf(parameters));
  }
  return weight.en > weight.zh ? 'en' : 'zh';
}

function qualityOf(parameters: readonly string[]): number {
  const given = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  const quality = Number(given.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}

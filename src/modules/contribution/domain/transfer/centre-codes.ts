/** A housing fund centre of another city, as the platform's table of centre codes names it (BDC909). */
export interface FundCentre {
  /** 公积金中心机构号, 15 digits. */
  readonly code: string;
  readonly name: string;
}

const city = (region: string, place: string): FundCentre => ({
  code: `${region}000000000`,
  name: `${place}市住房公积金管理中心`,
});

/** Centres of the province, by the region code of their city (GB/T 2260). */
export const FUND_CENTRES: readonly FundCentre[] = [
  city('140100', '太原'),
  city('140200', '大同'),
  city('140300', '阳泉'),
  city('140400', '长治'),
  city('140500', '晋城'),
  city('140600', '朔州'),
  city('140700', '晋中'),
  city('140800', '运城'),
  city('140900', '忻州'),
  city('141000', '临汾'),
  city('141100', '吕梁'),
];

/** The centre with that code or name; a name may leave out what every centre is called. Null when there is none. */
export function findCentre(codeOrName: string): FundCentre | null {
  const wanted = codeOrName.trim();
  const short = wanted.replace(/(?:市)?(?:住房公积金管理中心)?$/, '');
  return (
    FUND_CENTRES.find(({ code, name }) => code === wanted || name === wanted) ??
    FUND_CENTRES.find(({ name }) => short !== '' && name === `${short}市住房公积金管理中心`) ??
    null
  );
}

export function centreName(code: string): string {
  return FUND_CENTRES.find((centre) => centre.code === code)?.name ?? code;
}

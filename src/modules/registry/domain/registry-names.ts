import type { BilingualText } from '../../../kernel/decision';
import type { RegistryCode } from './registry-code';

export const REGISTRY_NAMES: Readonly<Record<RegistryCode, BilingualText>> = {
  MSA: { zh: '市场监管', en: 'market supervision' },
  POL: { zh: '公安', en: 'police' },
  SOC: { zh: '社会保险', en: 'social insurance' },
  CIV: { zh: '民政', en: 'civil affairs' },
  REA: { zh: '不动产登记', en: 'real-estate registry' },
  HSG: { zh: '房产管理', en: 'housing bureau' },
  HRR: { zh: '人力资源和社会保障', en: 'human resources and social security' },
  TAX: { zh: '税务', en: 'tax authority' },
  PBC: { zh: '人民银行征信', en: 'credit reference centre of the People’s Bank' },
  NAT: { zh: '全国住房公积金平台', en: 'national housing provident fund platform' },
  CRT: { zh: '法院查控', en: 'court enforcement' },
  BNK: { zh: '银行', en: 'bank' },
};

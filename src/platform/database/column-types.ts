import { types, type CustomTypesConfig } from 'pg';

const int8 = 20;
const date = 1082;
const xid8 = 5069;

/** int8 and xid8 → bigint, date → 'YYYY-MM-DD' as stored, the rest as pg does (numeric → string, timestamptz → Date). */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (format !== 'binary') {
      if (oid === int8 || oid === xid8) return (text: string) => BigInt(text);
      if (oid === date) return (text: string) => text;
    }
    return types.getTypeParser(oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};

import { types, type CustomTypesConfig } from 'pg';

const int8 = 20;
const date = 1082;
const xid8 = 5069;

/** Parsers of the text form that differ from pg's own, by type. */
const own = new Map<number, (text: string) => unknown>([
  [int8, BigInt],
  [xid8, BigInt],
  [date, (text) => text],
]);

/** int8 and xid8 → bigint, date → 'YYYY-MM-DD' as stored, the rest as pg does (numeric → string, timestamptz → Date). */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(oid, format): (text: string) => unknown {
    const parser = format === 'binary' ? undefined : own.get(oid);
    return parser ?? (types.getTypeParser(oid, format) as (text: string) => unknown);
  },
};

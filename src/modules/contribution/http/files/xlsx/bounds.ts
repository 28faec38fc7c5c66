const MEBI = 1024 * 1024;

/** What a workbook may cost at most. A list of 200,000 members keeps well within all of them. */
export const BOUNDS = {
  packedBytes: 16 * MEBI,
  /** Of all parts that are read together, as they are declared; more than declared is a damaged file. */
  unpackedBytes: 256 * MEBI,
  /** Unpacked to packed size of a part; sheets come to about 20. Small parts may exceed it. */
  ratio: 200,
  ratioFrom: MEBI,
  entries: 1_000,
  sharedStrings: 1_200_000,
  sharedCharacters: 32 * MEBI,
  columns: 100,
  cellCharacters: 2_000,
  depth: 32,
  /** Without a tag in it. */
  nodeBytes: MEBI,
} as const;

/** One field of a document: its label and what it says, both as they are printed. */
export interface SheetField {
  readonly label: string;
  readonly value: string;
}

/** A table of lines; amounts and numbers stand to the right. */
export interface SheetTable {
  readonly columns: readonly {
    readonly heading: string;
    readonly right?: boolean;
    readonly share?: number;
  }[];
  readonly rows: readonly (readonly string[])[];
  /** Row of sums under the lines. */
  readonly totals?: readonly string[];
}

/** What a kind wants printed, apart from where it stands on the page: Chinese, with English under the title. */
export interface Sheet {
  readonly title: string;
  readonly titleEn: string;
  /** The sentence before the fields. */
  readonly opening: string;
  /** Fields in the order of reading, two beside each other; one with a long value takes the row. */
  readonly fields: readonly SheetField[];
  readonly table: SheetTable | null;
  /** What holds for the reader, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * A node of what pdfmake lays out. Its own types are left alone: they bring the types of browsers into all sources, and
 * the printed page is read back in the tests anyway.
 */
export type PageNode = Readonly<Record<string, unknown>> | string;

/** A whole document for pdfmake. */
export type PageDefinition = Readonly<Record<string, unknown>>;

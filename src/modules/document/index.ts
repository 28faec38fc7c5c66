export { DocumentKinds } from './app/document-kinds';
export { type DocumentDraft, type IssuedDocument, IssueDocuments } from './app/issue-documents';
export { ReadDocuments } from './app/read-documents';
export { DocumentModule } from './document.module';
export type { DocumentContent } from './domain/document-content';
export type { DocumentKind } from './domain/document-kind';
export type { Sheet, SheetField, SheetTable } from './domain/sheet';

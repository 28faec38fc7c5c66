import { Injectable } from '@nestjs/common';
import type { DocumentKind } from '../domain/document-kind';

/** Kinds of documents that rooms have registered. */
@Injectable()
export class DocumentKinds {
  private readonly kinds = new Map<string, DocumentKind>();

  /** @throws Error when the kind is registered twice. */
  register(kind: DocumentKind): void {
    if (this.kinds.has(kind.code)) throw new Error(`the kind of document ${kind.code} is registered twice`);
    this.kinds.set(kind.code, kind);
  }

  /** @throws Error when no room registered it. */
  get(code: string): DocumentKind {
    const kind = this.kinds.get(code);
    if (kind === undefined) throw new Error(`nobody registered the kind of document ${code}`);
    return kind;
  }
}

/** Our number of a piece of evidence: what the trace shows and an auditor asks for. Nobody's paper is told by it. */
export function evidenceNumber(today: string, id: string): string {
  return `GT${today.replaceAll('-', '')}${id.replaceAll('-', '').slice(-12).toUpperCase()}`;
}

/** The folder as a whole cannot be taken over: nothing was booked. The message is for the operator. */
export class LegacyFolderError extends Error {
  override readonly name = 'LegacyFolderError';
}

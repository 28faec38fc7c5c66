/** Writes a receipt that was recognised; all it needs to know has been read and locked. */
export type Booking = () => Promise<unknown>;

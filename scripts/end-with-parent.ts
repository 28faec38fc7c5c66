// Loaded before the program by those who start it as a child with an IPC channel: when they die without a word,
// by `kill -9` for one, the channel closes and the program ends as if it had been told to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The open channel alone must not keep a program alive that has finished.
process.channel?.unref();

export {};

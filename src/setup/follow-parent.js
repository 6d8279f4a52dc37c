/** Loaded before the program when set-up runs as its parent: if the parent dies, the program stops as if asked to. */
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

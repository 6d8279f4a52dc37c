import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';

/** A program that uses the embedded Redis of a data folder until it is told to stop, or killed. */
const [dataDir = '', command] = process.argv.slice(2);
const redis = await startEmbeddedRedis({ dataDir, command });
process.stdout.write(`${JSON.stringify({ url: redis.url, adopted: redis.adopted })}\n`);
process.stdin.resume();
process.stdin.once('data', () => {
  void redis.stop().then(() => process.exit(0));
});

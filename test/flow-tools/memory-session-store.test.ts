import { MemorySessionStore } from '#src/flow-tools/memory-session-store.ts';
import { sessionStoreContract } from '#test/contracts/session-store.contract.ts';

describe('MemorySessionStore', () => {
  sessionStoreContract({
    stores: async () => {
      const store = new MemorySessionStore();
      return [store, new MemorySessionStore(store.data)];
    },
    races: 50,
  });
});

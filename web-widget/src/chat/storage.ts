/** A browser storage that may be missing, full or forbidden: then this page alone remembers. */
export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** `localStorage` or `sessionStorage` under a prefix, never throwing. */
export function browserStorage(kind: 'localStorage' | 'sessionStorage', prefix: string): Storage {
  const memory = new Map<string, string>();
  const attempt = <T>(action: (storage: globalThis.Storage) => T): T | undefined => {
    try {
      return action(globalThis[kind]);
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(prefix + key)) ?? memory.get(key) ?? null,
    set: (key, value) => {
      memory.set(key, value);
      attempt((storage) => storage.setItem(prefix + key, value));
    },
    remove: (key) => {
      memory.delete(key);
      attempt((storage) => storage.removeItem(prefix + key));
    },
  };
}

/** JSON that somebody else may have written: undefined when it is not what was asked for. */
export function readJson<T>(storage: Storage, key: string, valid: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(storage.get(key) ?? 'null');
    return valid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

import { type FSWatcher, watch } from 'node:fs';

import {
  type ActionInfo,
  type Catalogue,
  type Definition,
  type Flow,
  type FlowSignature,
  type LoadedFlow,
  loadingFlow,
  type ParsedFile,
  type Problem,
  signatureOf,
} from '#src/chatflow/index.ts';

import { FileParser } from './file-parser.ts';
import { type FlowFile, readFlowFiles } from './read-flow-files.ts';
import { Slices } from './slices.ts';

/** Definitions by content hash, for as long as a conversation may run them. */
export interface DefinitionStorePort {
  save(hash: string, definition: string): Promise<void>;
  load(hash: string): Promise<string | null>;
}

export interface FlowLibraryOptions {
  /** Absolute paths; of two files with one id, the one in the earlier folder stays. */
  folders: readonly string[];
  actions: ReadonlyMap<string, ActionInfo>;
  definitions: DefinitionStorePort;
  /** Whether the operator lets this file use an action; absent: all of them. */
  granted?: (file: string, action: ActionInfo) => boolean;
  /** After each look at the folders that found something new. */
  onProblems?: (problems: readonly Problem[]) => void;
  /** Whether to follow changes of the folders. */
  follow?: boolean;
  debounceMs?: number;
}

/** A file as it was looked at before. */
interface Loaded {
  file: FlowFile;
  parsed: ParsedFile;
  alone: LoadedFlow;
  /** The last version without errors. */
  flow?: Flow;
  problems: Problem[];
}

/**
 * The chatflow files of the configured folders, checked and compiled. Changes are followed; a broken file leaves its last
 * good version in use and is reported; a conversation keeps the version it began with, also over a restart.
 */
export class FlowLibrary {
  readonly #options: FlowLibraryOptions;
  readonly #watchers: FSWatcher[] = [];
  readonly #pinned = new Map<string, Flow>();
  readonly #parser = new FileParser();
  readonly #slices = new Slices();
  readonly #closed = new AbortController();
  #loaded = new Map<string, Loaded>();
  /** What the flows of the last look give and take, written out. */
  #signatures = '';
  #current = new Map<string, Flow>();
  #problems: Problem[] = [];
  #reloading: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: FlowLibraryOptions) {
    this.#options = options;
  }

  /** Reads all files once, then follows them. */
  static async open(options: FlowLibraryOptions): Promise<FlowLibrary> {
    const library = new FlowLibrary(options);
    await library.reload();
    if (options.follow !== false) library.#follow();
    return library;
  }

  /** The flow that new conversations begin. */
  current(id: string): Flow | undefined {
    return this.#current.get(id);
  }

  /** The version with this content hash, be it long gone from the folders. */
  async pinned(id: string, hash: string): Promise<Flow | undefined> {
    const known = this.#pinned.get(hash);
    if (known) return known.id === id ? known : undefined;
    const definition = await this.#options.definitions.load(hash);
    if (definition === null) return undefined;
    const { file, source, translations } = JSON.parse(definition) as Definition;
    // The flows it calls may have changed since, and tell when they are called; the grants are those of today.
    const parsed = await this.#parser.parse(source, file);
    this.#parser.rest();
    const { flow } = await this.#slices.run(loadingFlow({ source, file, translations, parsed }, this.#catalogue(file)));
    if (flow?.id !== id) return undefined;
    // The name it was pinned under stays its name, also when a later release of this program hashes otherwise.
    const pinned = { ...flow, hash };
    this.#pinned.set(hash, pinned);
    return pinned;
  }

  list(): Flow[] {
    return [...this.#current.values()];
  }

  problems(): Problem[] {
    return this.#problems;
  }

  /** Looks at the folders now. One look at a time. */
  async reload(): Promise<void> {
    this.#reloading = this.#reloading.then(
      () => this.#reload(),
      () => this.#reload(),
    );
    await this.#reloading;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
    await this.#reloading.catch(() => undefined);
    await this.#parser.close();
  }

  async #reload(): Promise<void> {
    const { folders, onProblems } = this.#options;
    const { files, problems } = await readFlowFiles(folders, this.#parser);
    // First every file by itself, to know what each takes and gives; then against what the others are.
    const looked: Loaded[] = [];
    for (const file of files) {
      // Nobody wants to know any more: whoever closes does not wait for hundreds of files.
      if (this.#closed.signal.aborted) return;
      looked.push(await this.#look(file));
    }
    this.#parser.rest();
    const alone = looked.map((one) => one.alone.flow ?? this.#loaded.get(one.file.path)?.flow);
    const signatures = new Map(alone.filter((flow) => flow !== undefined).map((flow) => [flow.id, signatureOf(flow)]));
    const written = writtenOut(signatures);
    const loaded = new Map<string, Loaded>();
    const current = new Map<string, Flow>();
    for (const one of looked) {
      const before = this.#loaded.get(one.file.path);
      const same = one.alone === before?.alone && written === this.#signatures;
      const fresh = same ? before : await this.#load(one.file, one.parsed, signatures);
      const flow = fresh.flow ?? before?.flow;
      loaded.set(one.file.path, { ...one, problems: fresh.problems, ...(flow ? { flow } : {}) });
      problems.push(...fresh.problems);
      if (!flow) continue;
      const first = current.get(flow.id);
      if (first) problems.push(clash(flow, first));
      else current.set(flow.id, flow);
    }
    for (const flow of current.values()) await this.#pin(flow);
    this.#loaded = loaded;
    this.#signatures = written;
    this.#current = current;
    this.#problems = problems;
    onProblems?.(problems);
  }

  /** Parses and checks a file by itself, unless it is as it was. */
  async #look(file: FlowFile): Promise<Loaded> {
    const before = this.#loaded.get(file.path);
    if (before && isSame(before.file, file)) return before;
    const parsed = await this.#parser.parse(file.source, file.path);
    await this.#slices.rest();
    return { file, parsed, alone: await this.#load(file, parsed, undefined), problems: [] };
  }

  async #load(
    { source, path: file, translations }: FlowFile,
    parsed: ParsedFile,
    flows: ReadonlyMap<string, FlowSignature> | undefined,
  ): Promise<LoadedFlow> {
    const catalogue = { ...this.#catalogue(file), ...(flows ? { flows } : {}) };
    return await this.#slices.run(loadingFlow({ source, file, translations, parsed }, catalogue));
  }

  /** What a file may use. */
  #catalogue(file: string): Catalogue {
    const { actions, granted } = this.#options;
    return { actions, ...(granted ? { granted: (action: ActionInfo) => granted(file, action) } : {}) };
  }

  async #pin(flow: Flow): Promise<void> {
    if (this.#pinned.has(flow.hash)) return;
    const { file, source, translations } = flow;
    await this.#options.definitions.save(
      flow.hash,
      JSON.stringify({ file, source, translations } satisfies Definition),
    );
    this.#pinned.set(flow.hash, flow);
  }

  #follow(): void {
    const { folders, debounceMs = 300, onProblems } = this.#options;
    const look = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (this.#closed.signal.aborted) return;
        this.reload().catch((error: unknown) => {
          // Redis is away, or the folder is: what is loaded stays, and the next look tries again.
          onProblems?.([...this.#problems, unreadable(folders.join(', '), error)]);
          look();
        });
      }, debounceMs).unref();
    };
    for (const folder of folders) {
      try {
        const watcher = watch(folder, { recursive: true, persistent: false }, look);
        watcher.on('error', look);
        this.#watchers.push(watcher);
      } catch (error) {
        onProblems?.([...this.#problems, unreadable(folder, error)]);
      }
    }
  }
}

function isSame(one: FlowFile, other: FlowFile): boolean {
  return one.source === other.source && JSON.stringify(one.translations) === JSON.stringify(other.translations);
}

/** Everything one flow can know of the others, as a text to compare. */
function writtenOut(signatures: ReadonlyMap<string, FlowSignature>): string {
  return JSON.stringify([...signatures.values()].map((one) => ({ ...one, inputs: [...one.inputs] })));
}

function clash(flow: Flow, first: Flow): Problem {
  return {
    severity: 'error',
    code: 'id-taken',
    file: flow.file,
    line: 1,
    column: 1,
    message: `The id "${flow.id}" is taken by ${first.file}; that one stays in use.`,
    fix: 'Give one of them another id, or another file name.',
  };
}

function unreadable(folder: string, error: unknown): Problem {
  return {
    severity: 'error',
    code: 'folder-unreadable',
    file: folder,
    line: 1,
    column: 1,
    message: `The flows could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    fix: 'What was loaded stays in use. Look whether the folder is there and may be read.',
  };
}

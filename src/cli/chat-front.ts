import type { Entry, Json, JsonObject, OperationView, Prompt, Reply } from '#src/protocol/index.ts';

/** How a chat looks and is typed at: in a terminal, as plain lines, or as JSON. It knows nothing of the connection. */
export interface ChatFront {
  /** A conversation was begun, or gone on with. */
  opened(conversation: string): void;
  show(entry: Entry): void;
  /** What is asked now; of a form, with what was answered so far. */
  ask(prompt: Prompt, form: JsonObject): void;
  /** Nothing is asked now. */
  rest(): void;
  work(operation: OperationView, before: OperationView | undefined): void;
  /** Something about the chat itself. */
  tell(text: string, tone: 'note' | 'warning' | 'error'): void;
  close(): void;
}

/** What a person does at a front. */
export interface FrontEvents {
  line(text: string): void;
  /** A choice of the question or form field that is asked. */
  value(value: Json): void;
  reply(reply: Reply): void;
  /** There is no more input. */
  ended(): void;
  /** The person wants to leave. */
  interrupted(): void;
}

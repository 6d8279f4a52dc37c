/** What is asked of a language model. Both texts are already redacted and capped. */
export interface ModelRequest {
  /** What it is to do, from us. */
  instructions: string;
  /** What it is to look at: words of people and clusters, never believed. */
  material: string;
  /** The form of its answer, as JSON Schema; absent: free text. */
  schema?: { name: string; schema: Record<string, unknown> };
  /** The most tokens it may answer with. */
  maxTokens: number;
  signal: AbortSignal;
}

export interface ModelAnswer {
  text: string;
  /** Tokens read and written, for the budget. */
  tokens: number;
}

/** A language model, as little as we need of one. Rejects where there is no answer: away, slow, refusing, cut off. */
export interface LanguageModel {
  readonly name: string;
  answer(request: ModelRequest): Promise<ModelAnswer>;
  /** The same, piece by piece, for texts that people watch being written. */
  stream(request: ModelRequest): AsyncIterable<string>;
}

import type OpenAI from 'openai';

import type { LanguageModel, ModelAnswer, ModelRequest } from './language-model.ts';

export interface OpenAiModelOptions {
  /** Any endpoint that speaks this protocol: OpenAI, Ollama, vLLM, llama.cpp. */
  baseUrl?: string;
  /** Endpoints at home often want none. */
  apiKey?: string;
  model: string;
}

/** A language model behind the OpenAI protocol (`POST /chat/completions`). The package is loaded with the first question. */
export class OpenAiModel implements LanguageModel {
  readonly name: string;
  readonly #options: OpenAiModelOptions;
  #client: Promise<OpenAI> | undefined;

  constructor(options: OpenAiModelOptions) {
    this.name = options.model;
    this.#options = options;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const client = await this.#connect();
    const completion = await client.chat.completions.create(this.#body(request), { signal: request.signal });
    const [choice] = completion.choices;
    if (choice?.message.refusal) throw new Error('The model refused to answer.');
    if (choice?.finish_reason === 'length') throw new Error('The model ran out of room for its answer.');
    const text = choice?.message.content ?? '';
    if (text === '') throw new Error('The model said nothing.');
    return { text, tokens: completion.usage?.total_tokens ?? guessTokens(request, text) };
  }

  async *stream(request: ModelRequest): AsyncGenerator<string> {
    const client = await this.#connect();
    const stream = await client.chat.completions.create(
      { ...this.#body(request), stream: true },
      { signal: request.signal },
    );
    let isWhole = false;
    for await (const { choices } of stream) {
      const [choice] = choices;
      const piece = choice?.delta.content;
      if (piece) yield piece;
      if (choice?.finish_reason) isWhole = true;
    }
    if (!isWhole) throw new Error('The model was cut off.');
  }

  #body({ instructions, material, schema, maxTokens }: ModelRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
    return {
      model: this.#options.model,
      temperature: 0,
      max_completion_tokens: maxTokens,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: material },
      ],
      ...(schema ? { response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } } } : {}),
    };
  }

  #connect(): Promise<OpenAI> {
    this.#client ??= import('openai').then(({ default: Client }) => {
      const { apiKey = 'none', baseUrl } = this.#options;
      // One try: whoever asks has a deadline, and goes on without an answer.
      return new Client({
        apiKey,
        maxRetries: 0,
        logLevel: 'off',
        ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
      });
    });
    return this.#client;
  }
}

/** Four characters a token, where an endpoint does not count: too many rather than too few. */
function guessTokens({ instructions, material }: ModelRequest, text: string): number {
  return Math.ceil((instructions.length + material.length + text.length) / 3);
}

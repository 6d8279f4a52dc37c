/** Longer lines are cut: nobody reads them, and they must not fill the memory. */
const MAX_LINE = 256 * 1024;

/** The lines of a stream as they come. Ending the loop ends the stream. */
export async function* readLines(stream: ReadableStream<Uint8Array>, maxLine = MAX_LINE): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      yield rest.slice(from, end);
      from = end + 1;
    }
    rest = rest.slice(from, from + maxLine);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

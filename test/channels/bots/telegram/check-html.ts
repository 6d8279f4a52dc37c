const known = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'a', 'blockquote']);

/** Reads Telegram's HTML as its server does: the words in it, or the refusal it would give. */
export function checkHtml(
  html: string,
  mode: string | undefined,
  most: number,
  refuse: (description: string) => never,
): string {
  if (mode !== undefined && mode !== 'HTML') refuse('unsupported parse_mode');
  const open: string[] = [];
  let text = '';
  let entities = 0;
  for (let at = 0; at < html.length; ) {
    const char = html.charAt(at);
    if (mode === 'HTML' && char === '<') {
      const end = html.indexOf('>', at);
      const tag = /^<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>$/.exec(html.slice(at, end + 1));
      if (!tag) refuse(`can't parse entities: Unsupported start tag at byte offset ${at}`);
      const [, slash, name = ''] = tag;
      if (!known.has(name)) refuse(`can't parse entities: Unsupported start tag "${name}" at byte offset ${at}`);
      if (slash === '/') {
        if (open.pop() !== name) refuse(`can't parse entities: Unmatched end tag at byte offset ${at}`);
      } else {
        open.push(name);
        entities += 1;
      }
      at = end + 1;
    } else if (mode === 'HTML' && char === '&') {
      const entity = /^&(lt|gt|amp|quot|#\d+);/.exec(html.slice(at, at + 10));
      if (entity) {
        const [whole, name = ''] = entity;
        text += { lt: '<', gt: '>', amp: '&', quot: '"' }[name] ?? '?';
        at += whole.length;
      } else {
        text += char;
        at += 1;
      }
    } else {
      text += char;
      at += 1;
    }
  }
  if (open.length > 0) refuse(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)}"`);
  if (text.trim() === '') refuse('message text is empty');
  if (text.length > most) refuse(most === 1_024 ? 'message caption is too long' : 'message is too long');
  // The server draws only the first hundred and says nothing: here that is a mistake of ours.
  if (entities > 100) refuse('more marks than are drawn');
  return text;
}

import type { Json } from '#src/protocol/index.ts';

import type { Catalogue, JsonSchema, Translations } from '../catalogue.ts';
import { compileExpression, type Expression, isProblem } from '../expressions/expression.ts';
import { splitTemplate, type TemplatePart } from '../expressions/template.ts';
import type { Text, Value } from '../text.ts';
import { translationIn } from '../translation.ts';
import { checkExpression } from './expression-checks.ts';
import { fileLimits } from './look-over.ts';
import type { Outline } from './outline.ts';
import { type Place, type Problems, suggestion } from './problems.ts';
import { checkInput } from './schema-match.ts';
import type { ScopeAt } from './scope-types.ts';
import type { ScalarTree, Tree } from './yaml-tree.ts';

export type SecretUse = 'refused' | 'allowed';

/** Compiles everything in a file that computes: expressions, texts with values in them, values. */
export class Writing {
  readonly problems: Problems;
  readonly catalogue: Catalogue;
  readonly outline: Outline;
  readonly #source: string;
  readonly #translations: Translations;
  /** Every use of an action, to be compared with what the file asks for. */
  readonly usedActions: { name: string; place: Place }[] = [];
  /** Keys of all texts of the file. */
  readonly textKeys = new Set<string>();
  /** The compiled size of patterns, in the step being read and in the whole file. */
  readonly patternSizes = { step: 0, file: 0 };
  #expressions = 0;

  constructor(source: string, outline: Outline, catalogue: Catalogue, translations: Translations, problems: Problems) {
    this.#source = source;
    this.outline = outline;
    this.catalogue = catalogue;
    this.#translations = translations;
    this.problems = problems;
  }

  /** From here on a step of its own is read: what one step may hold is counted anew. */
  beginStep(): void {
    this.patternSizes.step = 0;
    this.#expressions = 0;
  }

  /** A bare expression: `when: workers > 3`. */
  expression(tree: Tree, scope: ScopeAt, secrets: SecretUse = 'refused'): Expression | undefined {
    if (tree.kind !== 'scalar' || tree.value === null) {
      this.problems.error('expression', tree.place, 'an expression is expected here', 'for example `workers > 3`');
      return undefined;
    }
    if (typeof tree.value === 'string' && tree.value.includes('${{')) {
      const place = this.#within(tree, tree.value.indexOf('${{'));
      this.problems.error(
        'syntax',
        place,
        'an expression stands here without `${{ }}`',
        'for example `when: workers > 3`',
      );
      return undefined;
    }
    return this.compile(String(tree.value), tree, 0, scope, secrets);
  }

  /** A bare condition. */
  condition(tree: Tree, scope: ScopeAt): Expression | undefined {
    const expression = this.expression(tree, scope, 'allowed');
    if (!expression || expression.type === 'bool' || expression.type === 'dyn') return expression;
    this.problems.error(
      'not-a-condition',
      tree.place,
      `a condition is yes or no, this is ${expression.type}`,
      'compare it with something',
    );
    return undefined;
  }

  /** A text for people, with its translations. */
  text(tree: Tree, key: string, scope: ScopeAt): Text | undefined {
    if (tree.kind !== 'scalar' || tree.value === null) {
      this.problems.error(
        'text',
        tree.place,
        'a text is expected here',
        'if it begins with `{` or `[`, put it in quotes',
      );
      return undefined;
    }
    const source = String(tree.value);
    const parts = this.parts(source, tree, scope);
    this.#checkLinks(source, (offset) => this.#within(tree, offset));
    if (!parts) return undefined;
    this.textKeys.add(key);
    const translated = new Map<string, readonly TemplatePart[]>();
    for (const [locale, texts] of Object.entries(this.#translations)) {
      const text = translationIn(texts, key, source);
      if (text === undefined) continue;
      const where = `the ${locale} translation of \`${key}\`: `;
      const inLocale = this.parts(text, tree, scope, where);
      this.#checkLinks(text, () => tree.place, where);
      if (inLocale) translated.set(locale, inLocale);
    }
    return { key, source, parts, translated };
  }

  /** Links that nothing would open: the person would read a link that is none. */
  #checkLinks(source: string, placeOf: (offset: number) => Place, where = ''): void {
    for (const found of source.matchAll(/\]\(\s*<?\s*(?!https?:|mailto:)([a-z][a-z0-9+.-]*):/gi)) {
      const message = `${where}links to \`${found[1]}:\` are not opened`;
      this.problems.error(
        'unsafe-link',
        placeOf(found.index + 2),
        message,
        'link to a web page (https://…) or to mailto:',
      );
    }
  }

  /** A text that the checker makes up, for example a label from a slot's name. */
  plain(key: string, source: string): Text {
    this.textKeys.add(key);
    const translated = new Map<string, readonly TemplatePart[]>();
    for (const [locale, texts] of Object.entries(this.#translations)) {
      const text = translationIn(texts, key, source);
      if (text !== undefined) translated.set(locale, [text]);
    }
    return { key, source, parts: [source], translated };
  }

  /** A value: a literal, `${{ expression }}`, a text with values in it, or a tree of these. */
  value(tree: Tree, scope: ScopeAt, secrets: SecretUse = 'refused'): Value {
    if (tree.kind === 'list')
      return fold({ kind: 'list', items: tree.items.map((item) => this.value(item, scope, secrets)) });
    if (tree.kind === 'map') {
      const entries = [...tree.entries].map(([key, entry]) => [key, this.value(entry.tree, scope, secrets)] as const);
      return fold({ kind: 'map', entries });
    }
    if (typeof tree.value !== 'string' || !tree.value.includes('${{')) return { kind: 'literal', value: tree.value };
    const parts = this.parts(tree.value, tree, scope, '', secrets);
    if (!parts) return { kind: 'literal', value: null };
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) {
      return typeof only === 'string' ? { kind: 'literal', value: only } : { kind: 'expression', expression: only };
    }
    return { kind: 'template', parts };
  }

  /** The input of an action or a flow: a map, checked against its schema. */
  input(
    tree: Tree | undefined,
    owner: Place,
    schema: JsonSchema | undefined,
    scope: ScopeAt,
    secrets: SecretUse,
  ): Value {
    if (
      tree &&
      tree.kind !== 'map' &&
      !(tree.kind === 'scalar' && typeof tree.value === 'string' && tree.value.startsWith('${{'))
    ) {
      this.problems.error(
        'with',
        tree.place,
        '`with:` is a map of inputs',
        'for example `with: { name: "${{ name }}" }`',
      );
    }
    const value: Value = tree ? this.value(tree, scope, secrets) : { kind: 'map', entries: [] };
    if (schema && (!tree || tree.kind === 'map')) checkInput(this.problems, tree, owner, schema, value);
    return value;
  }

  compile(
    text: string,
    tree: ScalarTree,
    offset: number,
    scope: ScopeAt,
    secrets: SecretUse,
    where = '',
  ): Expression | undefined {
    // Each one costs something, however short it is.
    const before = this.#expressions;
    this.#expressions += text.length + 20;
    if (before > fileLimits.expressions) return undefined;
    if (this.#expressions > fileLimits.expressions) {
      const message = 'the expressions of one step are too many, or too long, together';
      this.problems.error('too-many', tree.place, message, 'make several steps of it');
      return undefined;
    }
    const compiled = compileExpression(text.trim(), scope, this.#within(tree, offset).line);
    const lead = text.length - text.trimStart().length;
    // A translation stands in another file: what it belongs to is told instead.
    const placeOf = (at: number): Place => (where === '' ? this.#within(tree, offset + lead + at) : tree.place);
    if (isProblem(compiled)) {
      const place = placeOf(compiled.start);
      this.problems.error(...this.#explained(compiled, place, scope, where));
      return undefined;
    }
    for (const finding of checkExpression(compiled.ast, scope)) {
      const place = placeOf(finding.start);
      const fix =
        finding.code === 'maybe-unset'
          ? `give the question of \`${finding.name}\` an \`else:\`, or ask first: \`${finding.name} != null\``
          : (finding.fix ?? suggestion(finding.name, finding.known ?? []));
      this.problems.error(finding.code, place, where + finding.message, fix);
    }
    if (secrets === 'refused') {
      const secret = compiled.names.find((name) => scope.meaning(name)?.secret);
      if (secret !== undefined) {
        const message = `\`${secret}\` is a secret: it can only be handed to an action, in \`with:\``;
        this.problems.error('secret-shown', placeOf(0), where + message, 'leave it out here');
      }
    }
    return compiled;
  }

  parts(
    source: string,
    tree: ScalarTree,
    scope: ScopeAt,
    where = '',
    secrets: SecretUse = 'refused',
  ): TemplatePart[] | undefined {
    const parts: TemplatePart[] = [];
    let sound = true;
    for (const part of splitTemplate(source)) {
      if ('text' in part) {
        parts.push(part.text);
      } else if ('unclosed' in part) {
        this.problems.error(
          'unclosed',
          this.#within(tree, part.unclosed),
          `${where}\`\${{\` without its \`}}\``,
          'close it',
        );
        sound = false;
      } else {
        const expression = this.compile(part.expression, tree, where === '' ? part.start : 0, scope, secrets, where);
        if (expression) parts.push(expression);
        else sound = false;
      }
    }
    return sound ? parts : undefined;
  }

  #explained(
    problem: Exclude<ReturnType<typeof compileExpression>, Expression>,
    place: Place,
    scope: ScopeAt,
    where: string,
  ): [string, Place, string, string?] {
    const { name } = problem;
    const later = name === undefined ? undefined : scope.laterLine(name);
    if (name !== undefined && later !== undefined) {
      return [
        'not-yet-known',
        place,
        `${where}\`${name}\` is only known later, from line ${later} on`,
        'move this step behind it',
      ];
    }
    if (name !== undefined) {
      const names = scope.names();
      const isChoice = names.some((slot) => scope.possible(slot)?.includes(name));
      const fix = isChoice ? `put a text in quotes: \`'${name}'\`` : suggestion(name, names);
      return fix === undefined
        ? ['unknown-name', place, where + problem.message]
        : ['unknown-name', place, where + problem.message, fix];
    }
    const { code, message } = problem;
    if (code === 'syntax' && message === '`=` cannot stand here') {
      return ['syntax', place, where + message, 'write `==` to compare'];
    }
    return [code === 'type' || code === 'refused' ? code : 'syntax', place, where + message];
  }

  /** The place of a character of a scalar's value; where the source is folded or escaped, of what follows it. */
  #within(tree: ScalarTree, offset: number): Place {
    const raw = this.#source.slice(tree.place.offset, tree.end);
    const value = String(tree.value);
    const quoted = raw.slice(1, -1) === value;
    const snippet = value.slice(offset, offset + 24).split('\n')[0] ?? '';
    // As it stands, or with the escapes of double quotes.
    const search = (): number => {
      const plain = raw.indexOf(snippet);
      return plain >= 0 ? plain : raw.indexOf(JSON.stringify(snippet).slice(1, -1));
    };
    const found = raw === value ? offset : quoted ? offset + 1 : snippet === '' ? -1 : search();
    if (found < 0) return tree.place;
    const breaks = raw.slice(0, found).split('\n');
    const last = breaks.at(-1) ?? '';
    return {
      line: tree.place.line + breaks.length - 1,
      column: breaks.length === 1 ? tree.place.column + last.length : last.length + 1,
      offset: tree.place.offset + found,
    };
  }
}

/** A tree of literals is a literal. */
function fold(value: Value): Value {
  if (value.kind === 'list' && value.items.every((item) => item.kind === 'literal')) {
    return { kind: 'literal', value: value.items.map((item) => (item.kind === 'literal' ? item.value : null)) };
  }
  if (value.kind === 'map' && value.entries.every(([, item]) => item.kind === 'literal')) {
    const entries = value.entries.map(([key, item]): [string, Json] => [
      key,
      item.kind === 'literal' ? item.value : null,
    ]);
    return { kind: 'literal', value: Object.fromEntries(entries) };
  }
  return value;
}

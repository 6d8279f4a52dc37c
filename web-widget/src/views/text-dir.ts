import { html, type TemplateResult } from 'lit';

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const letter = /\p{L}/u;
/** A number and the Latin words beside it, "70.7 TFT": from right to left they would change places. */
const measure = /[\p{Nd}\p{Script=Latin}](?:[\p{Nd}\p{Script=Latin} .,:/_+%~-]*[\p{Nd}\p{Script=Latin}%])?/gu;
const changesPlaces = /\p{Nd}.* .*\p{Script=Latin}|\p{Script=Latin}.* .*\p{Nd}/u;

/** How values and texts are set in a conversation of one direction. */
export interface Setting {
  /** The direction of a value among the texts around it, and of a field with what was typed into it. */
  dirOf(text: string): 'ltr' | 'rtl' | 'auto';
  /** The text, with what would change places kept together. */
  text(text: string): string | (string | TemplateResult)[];
}

const fromLeft: Setting = { dirOf: () => 'auto', text: (text) => text };

/**
 * By its first letter alone (`auto`) an Arabic value that begins with a name, "demo-1 (تجريبي)", would read backwards:
 * from right to left whatever has such letters goes that way.
 */
const fromRight: Setting = {
  dirOf: (text) => (rightToLeft.test(text) || !letter.test(text) ? 'rtl' : 'ltr'),
  text: (text) => {
    if (!rightToLeft.test(text)) return text;
    const pieces: (string | TemplateResult)[] = [];
    let at = 0;
    for (const { 0: run, index } of text.matchAll(measure)) {
      if (!changesPlaces.test(run)) continue;
      pieces.push(text.slice(at, index), html`<bdi dir="ltr">${run}</bdi>`);
      at = index + run.length;
    }
    return at === 0 ? text : [...pieces, text.slice(at)];
  },
};

/** How texts are set in this direction. */
export function settingOf(dir: 'ltr' | 'rtl'): Setting {
  return dir === 'rtl' ? fromRight : fromLeft;
}

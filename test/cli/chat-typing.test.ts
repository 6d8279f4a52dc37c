import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { AnswersFailure, ChatAnswers } from '#src/cli/chat-answers.ts';
import { type Choosing, choiceLines, choosingOf, chosen, matching, walk } from '#src/cli/chat-choices.ts';
import { columnsOf, editLine, emptyLine, fitted, type Key, type Line, textOf } from '#src/cli/chat-line.ts';
import { ChatScreen } from '#src/cli/chat-screen.ts';
import type { Prompt, Question } from '#src/protocol/index.ts';

describe('typing in the terminal chat', () => {
  const typed = (text: string, line: Line = emptyLine): Line =>
    [...text].reduce((now, sequence) => editLine(now, { sequence }) ?? now, line);
  const pressed = (line: Line, ...keys: Key[]): Line => keys.reduce((now, key) => editLine(now, key) ?? now, line);

  it('edits a line as shells do', () => {
    const line = typed('deploy a shop');
    expect(textOf(pressed(line, { name: 'w', ctrl: true }))).to.equal('deploy a ');
    expect(textOf(pressed(line, { name: 'home' }, { name: 'delete' }, { sequence: 'D' }))).to.equal('Deploy a shop');
    expect(textOf(pressed(line, { name: 'left' }, { name: 'backspace' }))).to.equal('deploy a shp');
    expect(textOf(pressed(line, { name: 'u', ctrl: true }))).to.equal('');
  });

  it('takes nothing that moves the cursor for text, and keeps what was pasted', () => {
    expect(editLine(emptyLine, { sequence: '\u001b[5~', name: 'pageup' })).to.equal(undefined);
    expect(textOf(editLine(emptyLine, { sequence: 'one\r\ntwo\u0007' }) ?? emptyLine)).to.equal('one\ntwo');
  });

  it('counts characters as people see them', () => {
    const line = typed('a', editLine(emptyLine, { sequence: '👩‍🚀é' }));
    expect(line.characters).to.have.length(3);
    expect(columnsOf('漢字')).to.equal(4);
    expect(fitted('a long label', 7)).to.equal('a long…');
  });
});

describe('lists in the terminal chat', () => {
  const question = (type: Question['type'], count = 4): Question => ({
    slot: 'size',
    type,
    text: 'Which?',
    choices: Array.from({ length: count }, (_, index) => ({
      value: `v${index + 1}`,
      label: ['Micro', 'Small', 'Medium', 'Big'][index] ?? `Size ${index + 1}`,
      description: 'CPU and memory',
    })),
  });
  const list = (type: Question['type'] = 'choice', count = 4): Choosing => {
    const found = choosingOf(question(type, count));
    if (found === undefined) throw new Error('no list');
    return found;
  };
  const walked = (from: Choosing, ...names: string[]): Choosing =>
    names.reduce((now, name) => walk(now, '', { name }) ?? now, from);

  it('are walked with the arrows, around the ends', () => {
    expect(chosen(walked(list(), 'down', 'down'), '')).to.deep.equal({ value: 'v3' });
    expect(chosen(walked(list(), 'up'), '')).to.deep.equal({ value: 'v4' });
  });

  it('are filtered by typing, and numbers still pick', () => {
    expect(matching(list(), 'm')).to.deep.equal([0, 1, 2, 3]);
    expect(chosen(list(), 'med')).to.deep.equal({ value: 'v3' });
    expect(chosen(list(), '2')).to.deep.equal({ value: 'v2' });
    expect(chosen(list(), 'none of these')).to.deep.equal({ text: 'none of these' });
  });

  it('tick several with space', () => {
    const ticked = walked(list('multichoice'), 'space', 'down', 'down', 'space', 'down', 'space', 'space');
    expect(chosen(ticked, '')).to.deep.equal({ value: ['v1', 'v3'] });
    expect(chosen(ticked, '1,2')).to.deep.equal({ text: '1,2' });
  });

  it('fit a narrow terminal, with a window around where one is', () => {
    const long = walked(list('choice', 40), 'pagedown', 'pagedown');
    const lines = choiceLines(long, '', { columns: 18, rows: 8 }).map(stripVTControlCharacters);
    expect(lines).to.have.length(9);
    expect(lines.every((line) => columnsOf(line) <= 18)).to.equal(true);
    expect(lines.find((line) => line.startsWith('❯'))).to.equal('❯ 21) Size 21');
  });
});

describe('the lines below everything', () => {
  it('are taken away before anything is printed, also where the terminal broke them', () => {
    const written: string[] = [];
    const screen = new ChatScreen({ write: (text) => written.push(text), columns: 20, rows: 10 });
    screen.draw(['x'.repeat(45), 'second', '> '], 2);
    written.length = 0;
    screen.print('said');
    expect(written).to.deep.equal(['\r\u001b[4A\u001b[J', 'said\n']);
  });
});

describe('answers from a file', () => {
  const ask = (slot: string, more: Partial<Question> = {}): Prompt => ({
    kind: 'ask',
    id: '1.0',
    commands: [],
    question: { slot, type: 'string', text: `What is ${slot}?`, ...more },
  });
  const confirm: Prompt = { kind: 'confirm', id: '2.0', commands: [], text: 'Go on?', rows: [], yes: 'Yes', no: 'No' };

  it('answer by slot, one after the other, and skip what need not be answered', () => {
    const answers = new ChatAnswers({ name: ['one', 'two'], tags: ['a', 'b'], confirm: true });
    expect(answers.replyTo(ask('name'))).to.deep.equal({ type: 'answer', prompt: '1.0', value: 'one' });
    expect(answers.replyTo(ask('name'))).to.deep.include({ value: 'two' });
    expect(answers.replyTo(ask('tags', { type: 'multichoice' }))).to.deep.include({ value: ['a', 'b'] });
    expect(answers.replyTo(ask('workers', { default: 1 }))).to.deep.include({ command: 'skip' });
    expect(answers.replyTo(confirm)).to.deep.equal({ type: 'confirm', prompt: '2.0', yes: true });
    expect(answers.replyTo(ask('wish'))).to.equal(null);
  });

  it('say what is missing, what is possible, and what was not taken', () => {
    const answers = new ChatAnswers({ size: 'huge' }, 'shop.yaml');
    const choices = [{ value: 'small', label: 'Small' }];
    expect(() => answers.replyTo(ask('name', { choices }))).to.throw(
      AnswersFailure,
      'shop.yaml has no answer to `name` ("What is name?"). Possible: small. Not asked for so far: size.',
    );
    answers.replyTo(ask('size'));
    expect(() => answers.replyTo(ask('size', { error: 'There is no such size.' }))).to.throw(
      'The answer to `size` in shop.yaml was not taken: There is no such size.',
    );
    expect(() => answers.replyTo(confirm)).to.throw('Possible: true, false.');
  });
});

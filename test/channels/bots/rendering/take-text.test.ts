import { expect } from 'chai';

import { takeText } from '#src/channels/bots/rendering/take-press.ts';
import { freshView } from '#src/channels/bots/rendering/view.ts';
import type { Choice, Prompt } from '#src/protocol/index.ts';

const asking = (choices: Choice[], type: 'choice' | 'multichoice' = 'choice'): Prompt => ({
  kind: 'ask',
  id: '1.0',
  question: { slot: 'which', type, text: 'Which one?', choices },
  commands: [],
});

const said = (prompt: Prompt, text: string): unknown => {
  const taken = takeText(prompt, freshView(prompt), text, 'en', 8);
  return taken.type === 'reply' && taken.reply.type === 'answer' ? taken.reply.value : taken;
};

const asTyped = (text: string): unknown => ({ type: 'reply', reply: { type: 'text', text } });

describe('A number that is typed under a list', () => {
  const bridges = [
    { value: '7jVx-2-0', label: 'Build a bridge' },
    { value: 'k3Fa-1-0', label: 'Paint it' },
  ];

  it('picks by place, also where the key of a choice begins with a digit', () => {
    expect(said(asking(bridges), '1')).to.equal('7jVx-2-0');
    expect(said(asking(bridges), ' 2 ')).to.equal('k3Fa-1-0');
    expect(said(asking(bridges, 'multichoice'), '2, 1')).to.deep.equal(['k3Fa-1-0', '7jVx-2-0']);
  });

  it('is left to the conversation where the choices are numbers themselves', () => {
    const controllers = [
      { value: '1', label: 'One' },
      { value: '3', label: 'Three' },
    ];
    expect(said(asking(controllers), '3')).to.deep.equal(asTyped('3'));
    const sizes = [
      { value: 'small', label: '2 cores' },
      { value: 'large', label: '8 cores' },
    ];
    expect(said(asking(sizes), '2')).to.deep.equal(asTyped('2'));
  });

  it('picks a version by its place, and leaves a version that is typed to the conversation', () => {
    const versions = [
      { value: '1.36.3', label: '1.36.3' },
      { value: '1.35.9', label: 'Kubernetes 1.35.9' },
    ];
    expect(said(asking(versions), '1')).to.equal('1.36.3');
    expect(said(asking(versions), '2')).to.equal('1.35.9');
    expect(said(asking(versions), '1.35')).to.deep.equal(asTyped('1.35'));
  });

  it('is left to the conversation where there are not so many', () => {
    expect(said(asking(bridges), '3')).to.deep.equal(asTyped('3'));
  });
});

/** A first flow to change: asks, checks, sums up, says. With its test; both work as they are. `schema` is for editors. */
export function newFlow(name: string, schema = './flow.schema.json'): { flow: string; test: string } {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll(/[-_]/g, ' ')}`;
  return {
    flow: `# yaml-language-server: $schema=${schema}
# The guide is docs/chatflows.md, every key is in docs/chatflows-reference.md.
title: ${title}
description: One sentence that tells people what this is for.
triggers:
  commands: [/${name}]
  phrases: [${title.toLowerCase()}]

steps:
  # A question. The answer is kept under the name behind \`ask:\`.
  - ask: project
    text: What is it for?
    min: 3
    max: 40

  - ask: size
    type: choice
    text: How big shall it be?
    choices:
      - { value: small, label: Small }
      - { value: large, label: Large, description: Takes a little longer }

  # Asked only where the condition holds; \`else\` is the answer everywhere else.
  - ask: copies
    type: int
    text: How many copies?
    when: size == 'large'
    else: 1
    min: 1
    max: 5

  # A summary in which every answer can be changed.
  - confirm: order
    text: "Shall I go on with **\${{ project }}**?"
    show: [project, size, copies]

  - say: "Done: \${{ copies }} for \${{ project }}."
    tone: success

output:
  copies: "\${{ copies }}"
`,
    test: `# Run it with: 3bot flow test
tests:
  - name: a small one
    steps:
      - expect: { asked: project }
      - user: My project
      - expect: { asked: size, offered: [small, large] }
      - tap: Small
      - expect: { at: order, slots: { project: My project, size: small, copies: 1 }, not_asked: copies }
      - user: "yes"
      - expect: { ended: done, output: { copies: 1 }, text: "1 for My project" }

  - name: a large one, changed in the summary
    steps:
      - user: My project
      - user: large
      - expect: { asked: copies }
      - user: many
      - expect: { asked: copies, text: a whole number }
      - user: "3"
      - tap: edit:size
      - tap: Small
      - expect: { at: order, slots: { copies: 1 } }
`,
  };
}

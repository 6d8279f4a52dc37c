import { ChatTerminal } from '#test/channels/terminal/chat-terminal.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { journeys, tell } from './journeys.ts';
import { TerminalSurface } from './terminal-surface.ts';

/** Where a line breaks would depend on how long the date of the day is. */
const WIDE = 600;

describe('the journeys at a terminal', function () {
  this.timeout(240_000);
  let wizard: TestWizard;
  let terminal: ChatTerminal;
  let surface: TerminalSurface;

  before(async () => {
    wizard = await startTestWizard();
    terminal = new ChatTerminal(['--server', wizard.address], { columns: WIDE });
    surface = new TerminalSurface(terminal);
  });

  after(async () => {
    await terminal.stop();
    await wizard.stop();
  });

  for (const journey of journeys) {
    it(`goes as written: ${journey}`, () => tell('terminal', journey, surface));
  }
});

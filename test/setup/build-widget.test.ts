import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { buildWidget, widgetIsBuilt } from '#src/setup/build-widget.js';

import { TemporaryProject } from './temporary-project.ts';

describe('building the widget', () => {
  let project: TemporaryProject;
  beforeEach(() => {
    project = new TemporaryProject();
    project.write(
      'web-widget/build.js',
      "import { mkdirSync } from 'node:fs';\nmkdirSync('web-widget/dist', { recursive: true });\n",
    );
    project.write('web-widget/src/widget.ts', '1');
    project.write('src/protocol/wire.ts', '1');
  });
  afterEach(() => project.remove());

  const build = () => buildWidget(project.workplace, process.execPath);

  it('builds once, and again when a source, the protocol or the packages changed', async () => {
    for (const path of [
      'web-widget/src/widget.ts',
      'src/protocol/wire.ts',
      'package-lock.json',
      'web-widget/src/new.ts',
    ]) {
      await build();
      expect(widgetIsBuilt(project.workplace), `built before ${path}`).to.equal(true);
      project.write(path, '2');
      expect(widgetIsBuilt(project.workplace), `after ${path}`).to.equal(false);
    }
  });

  it('does not mind tests, nor what it made', async () => {
    await build();
    project.write('web-widget/test/widget.test.ts', '2');
    project.write('web-widget/dist/widget.js', '2');
    expect(widgetIsBuilt(project.workplace)).to.equal(true);
  });

  it('builds again when what it made is gone', async () => {
    await build();
    rmSync(join(project.root, 'web-widget/dist'), { recursive: true });
    expect(widgetIsBuilt(project.workplace)).to.equal(false);
  });

  it('says what the build said, and tries again the next time', async () => {
    project.write('web-widget/build.js', "console.log('widget.ts:3 is wrong');\nprocess.exitCode = 1;\n");
    expect(await build().catch(String)).to.contain('The widget could not be built:\n  widget.ts:3 is wrong');
    expect(widgetIsBuilt(project.workplace)).to.equal(false);
  });
});

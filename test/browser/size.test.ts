import { expect } from 'chai';

import { builtWidget } from './support/built-widget.ts';

describe('The size of the widget', function () {
  this.timeout(60_000);

  it('stays within what a page may be asked to load', async () => {
    for (const { file, gzip, limit } of await builtWidget())
      expect(gzip, `${file}, bytes after gzip`).to.be.at.most(limit);
  });
});

import { expect } from 'chai';

import { errorInLog } from '#src/error-in-log.ts';

describe('an error in the log', () => {
  it('says what happened, where, and because of what', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', port: 6379 });
    const logged: unknown = JSON.parse(JSON.stringify(errorInLog(new TypeError('no memory', { cause }))));
    expect(logged).to.include({ type: 'TypeError', message: 'no memory' });
    expect(logged).to.have.property('stack').that.includes('error-in-log.test.ts');
    expect(logged)
      .to.have.property('cause')
      .that.includes({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' })
      .and.not.have.property('port');
  });

  it('carries nothing that people said', () => {
    const error = Object.assign(new Error('refused'), { command: { name: 'set', args: ['key', 'hunter2'] } });
    expect(JSON.stringify(errorInLog(error))).to.not.include('hunter2');
  });

  it('ends where causes go round, and lets anything else be', () => {
    const round = new Error('round');
    round.cause = round;
    expect(JSON.stringify(errorInLog(round)).match(/"message":"round"/g)).to.have.length(5);
    expect(errorInLog('words')).to.equal('words');
    expect(errorInLog(undefined)).to.equal(undefined);
  });
});

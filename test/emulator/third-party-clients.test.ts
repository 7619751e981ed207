import { Lab } from '../../lib/emulator/lab';
import { guideTopology } from './support/guide';
import { describeWithPython, runClient } from './support/python';

let lab: Lab;

beforeEach(async () => {
  lab = await Lab.start(guideTopology());
});

afterEach(async () => {
  await lab.stop();
});

const drive = (script: string) =>
  runClient(script, [String(lab.port('leaf10'))], (seconds) => {
    lab.clock.advance(seconds * 1000);
  });

describeWithPython('PyEZ', ['jnpr.junos'], () => {
  test('locks, loads set, text and XML, compares, checks, commits, rolls back, reads a table', async () => {
    await expect(drive('pyez.py')).resolves.toEqual([
      'facts leaf10 QFX10002-60C 19.1R2',
      'locked True',
      'diff [edit interfaces] + et-0/0/20 { + description "by set"; + }',
      'check True',
      'committed by set',
      'committed by text',
      'committed by xml',
      'pending commit confirmed, rollback in 5mins | by xml | rollback pending',
      'before the timer by xml',
      'after the timer by text root other',
      'confirmed by a check by xml',
      'rollback [edit interfaces et-0/0/20] - description "by xml"; + description "by text";',
      'nothing None',
      'unknown True',
      'refused True',
      "lldp ['et-0/0/15 - server1']",
      'discarded None',
      'released None',
    ]);
  });
});

describeWithPython('ncclient', ['ncclient'], () => {
  test('with its Junos handler drives a device through a confirmed commit', async () => {
    await expect(drive('ncclient_junos.py')).resolves.toEqual([
      'session True True',
      'locked lock-denied True',
      'diff True',
      'check True',
      'committed True',
      'rolled back False',
      'again True',
      "history ['again', 'confirmed']",
      'discarded True',
    ]);
  });

  test('with RFC 6241 operations alone drives a device', async () => {
    await expect(drive('ncclient_default.py')).resolves.toEqual([
      'capabilities True True',
      'candidate one running None',
      'running one',
      'running two',
      'running one',
      'candidate one',
      'refused syntax error',
    ]);
  });
});

import { Agreement } from './agreement/agreement';
import { dataCenter, designOf, VRF_LOOPBACK } from './agreement/design';
import { describeWithTwin } from './support/requirements';

describeWithTwin('prediction and twin agree about the sessions of the data center', () => {
  const design = designOf(dataCenter());
  const { reachability } = design;
  let agreement: Agreement;

  beforeAll(async () => {
    agreement = await Agreement.start(design);
  });

  afterAll(() => agreement.end('sessions'));

  test('other leaves reach the loopback unit of leaf14 in the VRF', async () => {
    const { twin } = agreement;
    const found = async (): Promise<string | undefined> => {
      const ways = (await twin.kernelNextHops('leaf11', 'VRF_5', VRF_LOOPBACK)).join(' ');
      return ways === '192.168.1.14' ? undefined : ways;
    };
    await twin.waitUntil('the way to it', found, { timeoutMs: 120_000 });
  });

  test.each(reachability.singles('session').map((failures) => [failures[0]?.name ?? '', failures] as const))(
    'without %s',
    (_, failures) => agreement.expectAgreement(failures),
  );

  // What spines of one cluster cannot survive, and what a leaf without the fabric still says to its servers.
  test.each([
    ['overlay session leaf11–spine1', 'overlay session leaf13–spine2'],
    ['link leaf11–spine1', 'link leaf13–spine2'],
    ['link leaf12–spine1', 'link leaf12–spine2'],
    ['link leaf13–app1', 'link leaf14–fw1'],
    ['leaf11', 'spine2'],
  ])('without %s and %s', (...names) => agreement.expectAgreement(names.map((name) => reachability.failure(name))));
});

import { Agreement } from './agreement/agreement';
import { dataCenter, designOf } from './agreement/design';
import { describeWithTwin } from './support/requirements';

describeWithTwin('prediction and twin agree about the data center', () => {
  const design = designOf(dataCenter());
  const { reachability } = design;
  let agreement: Agreement;

  beforeAll(async () => {
    agreement = await Agreement.start(design);
  });

  afterAll(() => agreement.end('devices and links'));

  test('while nothing has failed', () => agreement.expectAgreement());

  const singles = reachability.singles('leaf', 'spine', 'link').flat();
  test.each(singles.map((failure) => [failure.name, failure] as const))('without %s', (_, failure) =>
    agreement.expectAgreement([failure]),
  );

  test('when all is mended', () => agreement.expectAgreement());
});

export { DeviceTemplate, StanzaTemplate } from './device-template';
export { FabricTemplate } from './fabric-template';
export { type ExpectedJunos, type FabricMatchers, type PathQuery, type SurvivalOptions } from './matcher-types';
export { fabricMatchers, type MatcherResult } from './matchers';
export { type HomeTemplate, ServerTemplate } from './server-template';

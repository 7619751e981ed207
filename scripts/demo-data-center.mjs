/**
 * `npm run demo:data-center`: a whole data center from empty devices, in a copy of examples/data-center, on emulated
 * devices. Nothing is downloaded; junos-fabric acts alone, as it does under Terraform.
 */
import { tell } from './support/stage.mjs';

// A demo is no pipeline: subnets of what it adds may be recorded, in the copy.
const ENVIRONMENT = { JUNOS_PASSWORD: 'netops', LB1_KEY: 'lb1-secret', CI: undefined };

await tell('data-center', ENVIRONMENT, (stage) => {
  stage.chapter('Two spines and four leaves with nothing but a name and a login, and six servers');
  stage.junosFabric('lab', 'up');

  stage.chapter('The program becomes underlay, overlay, VRFs and server ports, one configuration a device');
  stage.synthesize();

  stage.chapter('All of it is one change: every device ends with it, or none');
  stage.junosFabric('apply');
  stage.junosFabric('verify');

  stage.chapter('The network card of app1 has been replaced: its second home carries traffic again');
  stage.edit('data-center.ts', ", drain: 'its network card is replaced on Thursday'", '');
  stage.synthesize();
  stage.junosFabric('plan');
  stage.junosFabric('apply');
  stage.junosFabric('verify');

  stage.chapter('Everything is rolled back');
  stage.junosFabric('withdraw', '--all');
});

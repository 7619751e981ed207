import { App } from 'cdktf';
import { DataCentre } from './data-centre';

const app = new App();
new DataCentre(app, 'network-dc1');
app.synth();

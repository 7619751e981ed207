import { App } from 'cdktf';
import { Dc1 } from './dc1';

const app = new App();
new Dc1(app);
app.synth();

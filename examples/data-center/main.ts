import { App } from 'cdktf';
import { DataCenter } from './data-center';

const app = new App();
new DataCenter(app);
app.synth();

import { serveLab } from '../../../lib/emulator/lab-server';

const [, , directory = ''] = process.argv;

serveLab(directory).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

/** The licences of what is bundled, as most of them want them passed on: by name, and in full. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STANDARD_TEXTS = join(dirname(fileURLToPath(import.meta.url)), 'licences');

/** Files whose text goes along; a package may have one a licence, and notices beside it. */
const LICENCE_FILE = /^(?:(?:un)?licen[cs]e|copying)(?:[-.](?!js$|ts$|json$).*)?$/i;
const NOTICE_FILE = /^notice(?:\.(?:md|txt))?$/i;

/**
 * One text of all packages that some files come from.
 *
 * @param root - directory that the inputs are relative to
 * @param inputs - paths of the files that went into the bundles
 * @param bundles - names of the bundles
 */
export function thirdPartyNotices(root, inputs, bundles) {
  const directories = new Set(inputs.map(packageDirectory).filter(Boolean));
  const packages = [...directories]
    .map((directory) => describePackage(join(root, directory)))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const rule = '-'.repeat(100);
  return [
    `${bundles.join(' and ')} contain the following packages.\n`,
    ...packages.map(({ title, license, text }) => `${rule}\n${title} (${license})\n\n${text}\n`),
  ].join('\n');
}

function packageDirectory(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/**
 * Name, version, licence and the texts that belong to it.
 *
 * @throws Error where the package does not say its licence, or its text is neither in it nor known
 */
export function describePackage(directory) {
  const description = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const title = `${description.name} ${description.version}`;
  const license = licenseOf(description);
  if (license === undefined) throw new Error(`${title} does not say its licence in package.json`);
  const entries = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const licences = entries.filter((name) => LICENCE_FILE.test(name));
  const notices = entries.filter((name) => NOTICE_FILE.test(name));
  const texts = [...licences, ...notices].map((name) => readFileSync(join(directory, name), 'utf8'));
  if (licences.length === 0) texts.unshift(standardText(title, license, description));
  return { title, license, text: texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n') };
}

/** An SPDX expression today; a name, an object or a list of objects in packages of before (npm's package.json). */
function licenseOf({ license, licenses }) {
  const named = [license ?? licenses ?? []].flat().map((one) => (typeof one === 'string' ? one : one?.type));
  const known = named.filter((name) => typeof name === 'string' && name !== '');
  if (known.length === 0 || known.length < named.length) return undefined;
  return known.length === 1 ? known[0] : `(${known.join(' OR ')})`;
}

/** For a package that names its licence and does not have the text of it. */
function standardText(title, license, { author }) {
  const file = join(STANDARD_TEXTS, `${license}.txt`);
  const holder = typeof author === 'string' ? author : author?.name;
  if (!existsSync(file)) throw new Error(`${title} has no file with the text of its licence (${license})`);
  if (holder === undefined)
    throw new Error(`${title} has neither the text of its licence nor an author in package.json`);
  return `Copyright (c) ${holder}\n\n${readFileSync(file, 'utf8')}`;
}

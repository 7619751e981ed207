/** Which variables of the environment other programs get: a program that is run for one secret must not see the others. */

/** What programs need to run, to find their user's files and agents, and to ask somebody. Source: ssh(1), gpg-agent(1), environ(7). */
const USUAL: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'PWD', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'TERM'],
  ...['LANG', 'LANGUAGE', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['SSH_AUTH_SOCK', 'SSH_AGENT_PID', 'SSH_ASKPASS', 'SSH_ASKPASS_REQUIRE', 'SSH_SK_PROVIDER'],
  ...['GNUPGHOME', 'GPG_TTY', 'PASSWORD_STORE_DIR'],
  // Windows starts no program without them.
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'PROGRAMFILES', 'PROGRAMDATA'],
  ...['USERNAME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA'],
]);

/** Locales, Kerberos, and directories of the user. */
const USUAL_BEGINNINGS = ['LC_', 'KRB5', 'XDG_'] as const;

/**
 * The variables that a program gets: the usual ones, and those that are named for it.
 *
 * @param names - of more variables; one that is not set stays so
 */
export function childEnvironment(environment: NodeJS.ProcessEnv, names: readonly string[] = []): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isUsual(name) || names.includes(name)));
}

/** Windows spells the names as it likes. */
function isUsual(name: string): boolean {
  const upper = process.platform === 'win32' ? name.toUpperCase() : name;
  return USUAL.has(upper) || USUAL_BEGINNINGS.some((beginning) => upper.startsWith(beginning));
}

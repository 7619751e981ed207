/** How a file of host keys comes to be, as lines of a message. */
export function howToRecordHostKeys(file: string): string {
  return [
    `  make it: ssh-keyscan -p 830 <management address of each device> > ${file}`,
    `  then compare the fingerprints, ssh-keygen -l -f ${file}, with those on the devices' consoles`,
  ].join('\n');
}

// Runs on any Node, so that an old one meets this sentence instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This desk needs Node 24 or newer; this is Node ${process.versions.node}. ` +
      'On Linux `npm ci` installs one for its own use; elsewhere install it from https://nodejs.org.',
  );
  process.exit(1);
}

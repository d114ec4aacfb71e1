import fc from 'fast-check';

/** In CI, properties try the same values every time: a new finding must not stop a change that has nothing to do with it. */
if (process.env.CI) fc.configureGlobal({ seed: 1 });

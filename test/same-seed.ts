import fc from 'fast-check';

/** In CI, properties try the same values every time: a new finding must not block an unrelated change. */
if (process.env.CI) fc.configureGlobal({ seed: 1 });

/** Characters that no text of a mail needs: control characters except tab and line feed. */
const CONTROLS = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/g;

/** Characters that change the direction of the text around them, so that `exe.pdf` reads as `fdp.exe`. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Returns a stranger's text as the desk keeps text: lines end in LF, well-formed, without control characters, without blank lines at its ends. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(CONTROLS, '')
    .trim();

/** Returns a stranger's text as one line that reads in its own direction, with single spaces. */
export const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\s\0-\x1f\x7f-\x9f]+/g, ' ')
    .replaceAll(DIRECTIONS, '')
    .trim();

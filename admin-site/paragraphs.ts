/** Splits a text into paragraphs as Unicode defines them (UAX #9), each with the line breaks that end it, so that joined they are the text. */
export const paragraphsOf = (text: string): readonly string[] => text.split(/(?<=\n)(?=[^\n])/);

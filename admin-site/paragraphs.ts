/** The paragraphs of a text, as Unicode has them (UAX #9): each with the line breaks that end it, so that put together they are the text. */
export const paragraphsOf = (text: string): readonly string[] => text.split(/(?<=\n)(?=[^\n])/);

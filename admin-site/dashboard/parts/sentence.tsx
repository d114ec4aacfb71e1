import type { ComponentChildren } from 'preact';

interface SentenceProps {
  /** A text of the catalogue with `{name}` where an element goes. */
  readonly text: string;
  readonly parts: Readonly<Record<string, ComponentChildren>>;
}

/** A sentence with elements in it, in whatever order its language has them. */
export const Sentence = ({ text, parts }: SentenceProps) => (
  <>{text.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 1 ? parts[piece] : piece))}</>
);

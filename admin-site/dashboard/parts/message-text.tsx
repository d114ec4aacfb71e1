import { visible } from '#dashboard/model/text.ts';
import { paragraphsOf } from '#site/paragraphs.ts';
import { LinkedText } from './linked-text.tsx';

interface MessageTextProps {
  /** The customer's first message, or one of the thread. */
  readonly class: 'message' | 'said';
  readonly text: string;
}

/** A person's text: paragraphs, each in its own direction, with links to what it names. */
export function MessageText({ class: name, text }: MessageTextProps) {
  const paragraphs = paragraphsOf(visible(text));
  return (
    <div class={name} translate dir={paragraphs.length === 1 ? 'auto' : undefined}>
      {paragraphs.length === 1 ? (
        <LinkedText text={paragraphs[0] ?? ''} />
      ) : (
        paragraphs.map((paragraph, index) => (
          <div key={index} dir="auto">
            <LinkedText text={paragraph} />
          </div>
        ))
      )}
    </div>
  );
}

import * as words from './messages.ts';

/** The keys of the page of held mail. */
export const HeldMailKeys = ({ className = '' }: { readonly className?: string }) => (
  <dl class={`keys ${className}`}>
    {words.keys.map(([what, key]) => (
      <div key={key}>
        <dt>{what}</dt>
        <dd>
          <kbd>{key}</kbd>
        </dd>
      </div>
    ))}
  </dl>
);

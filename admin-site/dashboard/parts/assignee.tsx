import * as texts from '#dashboard/model/messages.ts';
import { initials, visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from './desk-context.ts';

/** The assignee's initials; nothing for a ticket without one. The agent's own stand out. */
export function Assignee({ ticket: { assignee } }: { readonly ticket: Ticket }) {
  const { agentId } = useDesk().session;
  if (!assignee) return null;
  const isOwn = assignee.id === agentId.value;
  return (
    <span
      class={isOwn ? 'assignee own' : 'assignee'}
      title={texts.listAssignedTo(isOwn ? texts.you : visible(assignee.name))}
    >
      <span aria-hidden="true">{initials(assignee.name)}</span>
      <span class="visually-hidden">{texts.listAssignedTo(isOwn ? texts.you : visible(assignee.name))}. </span>
    </span>
  );
}

/** The most tags that are shown where there is little room. */
const SHOWN = 2;

/** A ticket's first tags, and the number of the others. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const rest = tags.length - SHOWN;
  return (
    <span class="tags" title={tags.map(visible).join(', ')}>
      {tags.slice(0, SHOWN).map((tag) => (
        <bdi key={tag} class="tag">
          {visible(tag)}
        </bdi>
      ))}
      {rest > 0 && <span class="tag">+{rest}</span>}
    </span>
  );
}

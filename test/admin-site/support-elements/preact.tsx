/** @jsxImportSource preact */

export const form = (
  <support-form
    token-url="/my/support-token"
    class="wide"
    ref={(element) => element?.signOut()}
    onsupportaccepted={({ detail }) => detail.ticketId.length}
  />
);
// @ts-expect-error the ticket is an id
export const numbered = <support-tickets ticket={3} />;
export const others = <p class="all others are as before">{1}</p>;

/** @jsxImportSource react */

export const form = (
  <support-form
    token-url="/my/support-token"
    className="wide"
    ref={(element) => {
      if (element) element.getToken = async () => ({ token: 'a.b.c' });
    }}
    onsupportaccepted={({ detail }) => detail.ticketId.length}
    onsupport-form:credits-required={(event) => event.detail.pricingUrl.length}
  />
);
export const tickets = (
  <support-tickets
    ticket={null}
    api="https://desk.example.com"
    onsupportopened={({ detail }) => detail.ticketId.length}
  />
);
// @ts-expect-error the ticket is an id
export const numbered = <support-tickets ticket={3} />;
// @ts-expect-error React would drop it until the script has loaded
export const asked = <support-tickets getToken={() => 'a.b.c'} />;
// @ts-expect-error the form has no ticket
export const confused = <support-form ticket="1" />;
export const others = <p className="all others are as before">{1}</p>;

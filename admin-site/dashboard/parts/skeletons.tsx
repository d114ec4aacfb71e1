import * as texts from '#dashboard/model/messages.ts';

const rows = [0, 1, 2, 3, 4, 5, 6, 7];

/** The shape of a list that is being loaded. */
export const ListSkeleton = () => (
  <div class="skeletons">
    <p class="visually-hidden" role="status">
      {texts.listLoading}
    </p>
    {rows.map((row) => (
      <div key={row} class="row" aria-hidden="true">
        <span class="bone" />
        <span class="bone long" />
      </div>
    ))}
  </div>
);

/** The shape of a ticket that is being loaded. */
export const TicketSkeleton = () => (
  <div class="skeletons ticket-bones">
    <p class="visually-hidden" role="status">
      {texts.ticketLoading}
    </p>
    <span class="bone title" />
    <span class="bone" />
    <span class="bone long" />
    <span class="bone long" />
    <span class="bone" />
  </div>
);

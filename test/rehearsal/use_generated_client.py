"""Submits a ticket in every media type by the generated Python client, and lists them as their customer and as an agent."""

import os

from desk_client import AuthenticatedClient
from desk_client.api.default import list_own_tickets, list_tickets, submit_ticket
from desk_client.models import TicketDraft, TicketDraftForm, TicketDraftMultipart

url = os.environ["DESK_URL"]
customer = AuthenticatedClient(url, os.environ["DESK_TOKEN"], raise_on_unexpected_status=True)
agent = AuthenticatedClient(
    url, os.environ["DESK_ADMIN_KEY"], prefix="", auth_header_name="X-Admin-Key", raise_on_unexpected_status=True
)

submitted = [
    submit_ticket.sync(client=customer, body=kind(subject=f"From Python, as {kind.__name__}", message="Grüße 😀"))
    for kind in (TicketDraft, TicketDraftForm, TicketDraftMultipart)
]
ids = {receipt.ticket_id for receipt in submitted}
assert len(ids) == len(submitted), submitted

own = list_own_tickets.sync(client=customer)
assert ids <= {ticket.id for ticket in own}, own
listed = {ticket.id: ticket for ticket in list_tickets.sync(client=agent)}
assert all(listed[id].message == "Grüße 😀" for id in ids), listed
print(f"{len(ids)} tickets")

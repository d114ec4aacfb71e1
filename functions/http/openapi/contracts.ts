import {
  acceptInvitationContract,
  changeAgentContract,
  createInvitationContract,
  deactivateAgentContract,
  inviteAgentContract,
  listAgentsContract,
} from '#http/agents/agents.ts';
import { getMeContract } from '#http/agents/get-me.ts';
import {
  deleteCannedReplyContract,
  listCannedRepliesContract,
  saveCannedReplyContract,
} from '#http/canned/canned-replies.ts';
import { checkAccessContract } from '#http/edge/check-access.ts';
import { checkHealthContract } from '#http/edge/check-health.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refuseUnknownRouteContract } from '#http/edge/refuse-unknown-route.ts';
import { createOwnUploadContract, createUploadContract } from '#http/files/create-upload.ts';
import { getFileContract, getOwnFileContract } from '#http/files/get-file.ts';
import { allowSenderContract, blockSenderContract } from '#http/inbound/blocked-senders.ts';
import { acceptHeldMailContract, deleteHeldMailContract, listHeldMailContract } from '#http/inbound/held-mail.ts';
import { getFormattedMailContract, getHeldOriginalContract, getOriginalContract } from '#http/inbound/originals.ts';
import { allowAddressContract } from '#http/mail/allow-address.ts';
import { listSuppressedAddressesContract } from '#http/mail/list-suppressed-addresses.ts';
import { resendMailContract } from '#http/mail/resend-mail.ts';
import { addOwnReplyContract, getOwnTicketContract, listOwnTicketsContract } from '#http/own-tickets/own-tickets.ts';
import {
  deleteSavedViewContract,
  listSavedViewsContract,
  putSavedViewContract,
} from '#http/saved-views/saved-views.ts';
import { getStatsContract } from '#http/stats/get-stats.ts';
import { addReplyContract } from '#http/ticket/add-reply.ts';
import { changeTicketsContract } from '#http/ticket/change-tickets.ts';
import { closeTicketContract } from '#http/ticket/close-ticket.ts';
import { getCustomerContract } from '#http/ticket/customer.ts';
import { getTicketContract } from '#http/ticket/get-ticket.ts';
import { listTicketsContract } from '#http/ticket/list-tickets.ts';
import { markReadContract } from '#http/ticket/mark-read.ts';
import { mergeTicketContract, unmergeTicketContract } from '#http/ticket/merge-ticket.ts';
import { submitTicketContract } from '#http/ticket/submit-ticket.ts';
import { updateTicketContract } from '#http/ticket/update-ticket.ts';

/** The contract of each entry, by the entry's name. */
export const contracts: Readonly<Record<string, Contract>> = {
  'accept-held-mail': acceptHeldMailContract,
  'accept-invitation': acceptInvitationContract,
  'add-own-reply': addOwnReplyContract,
  'add-reply': addReplyContract,
  'allow-address': allowAddressContract,
  'allow-sender': allowSenderContract,
  'block-sender': blockSenderContract,
  'change-agent': changeAgentContract,
  'check-access': checkAccessContract,
  'check-health': checkHealthContract,
  'close-ticket': closeTicketContract,
  'create-invitation': createInvitationContract,
  'create-own-upload': createOwnUploadContract,
  'create-upload': createUploadContract,
  'deactivate-agent': deactivateAgentContract,
  'delete-canned-reply': deleteCannedReplyContract,
  'delete-held-mail': deleteHeldMailContract,
  'delete-saved-view': deleteSavedViewContract,
  'get-file': getFileContract,
  'get-formatted-mail': getFormattedMailContract,
  'get-held-original': getHeldOriginalContract,
  'get-me': getMeContract,
  'get-original': getOriginalContract,
  'get-own-file': getOwnFileContract,
  'get-own-ticket': getOwnTicketContract,
  'get-stats': getStatsContract,
  'get-customer': getCustomerContract,
  'get-ticket': getTicketContract,
  'invite-agent': inviteAgentContract,
  'list-agents': listAgentsContract,
  'list-canned-replies': listCannedRepliesContract,
  'list-held-mail': listHeldMailContract,
  'list-own-tickets': listOwnTicketsContract,
  'list-saved-views': listSavedViewsContract,
  'list-suppressed-addresses': listSuppressedAddressesContract,
  'list-tickets': listTicketsContract,
  'mark-read': markReadContract,
  'merge-ticket': mergeTicketContract,
  'put-saved-view': putSavedViewContract,
  'refuse-unknown-route': refuseUnknownRouteContract,
  'resend-mail': resendMailContract,
  'save-canned-reply': saveCannedReplyContract,
  'submit-ticket': submitTicketContract,
  'unmerge-ticket': unmergeTicketContract,
  'update-ticket': updateTicketContract,
  'change-tickets': changeTicketsContract,
};

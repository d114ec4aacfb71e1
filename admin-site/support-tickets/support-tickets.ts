import { defineElement } from '#site/customer/define-element.ts';
import { SupportTicketsElement } from './support-tickets-element.ts';

defineElement('support-tickets', SupportTicketsElement);
